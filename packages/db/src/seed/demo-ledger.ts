import { addMonths, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { type LedgerRow, ledgerKey } from '@huzhu/domain/ledger/read-ledger-row';
import { normaliseText } from '@huzhu/domain/person/normalise-text';
import type { SyntheticPerson } from '@huzhu/domain/person/synthetic-person';

type Person = Pick<SyntheticPerson, 'name' | 'idNumber'>;

/** Where a 社保台账 of the demo differs from the roster beside it, by 0-based positions of that roster. */
export interface LedgerGaps {
  readonly absent?: readonly number[];
  /** Under a name that is one character off, as a typing mistake is. */
  readonly renamed?: readonly number[];
  readonly stopped?: readonly number[];
  /** With no line since three months before. */
  readonly stale?: readonly number[];
}

/** The texts of one line, as they stand in the workbook. */
export interface DemoLedgerCells {
  readonly serial: string;
  readonly name: string;
  readonly idNumber: string;
  readonly personalNumber: string;
  readonly insurance: string;
  readonly month: string;
  readonly state: '正常' | '停保';
  readonly base: string;
}

const MEDICAL = '基本医疗保险';
const STALE_MONTHS = 3;

/**
 * The 社保台账 of an office: one line for each person on its roster but for the gaps, then those who do not take part.
 * @param month `YYYY-MM`, the latest of the ledger
 */
export function demoLedger(
  month: string,
  persons: readonly Person[],
  { gaps = {}, others = [] }: { readonly gaps?: LedgerGaps; readonly others?: readonly Person[] } = {},
): DemoLedgerCells[] {
  const stale = addMonths(`${month}-01` as CalendarDate, -STALE_MONTHS).slice(0, 7);
  const lines: DemoLedgerCells[] = [];
  const add = ({ idNumber, name }: Person, change: Partial<DemoLedgerCells> = {}) => {
    const serial = lines.length + 1;
    // Both follow from the person, so that the same person has the same ones in every ledger.
    const turn = Number(idNumber.slice(-6, -1));
    lines.push({
      serial: String(serial),
      name,
      idNumber,
      personalNumber: `6${String(turn * 97).padStart(8, '0')}`,
      insurance: MEDICAL,
      month,
      state: '正常',
      base: String(5_000 + (turn % 60) * 200),
      ...change,
    });
  };
  persons.forEach((person, position) => {
    if (gaps.absent?.includes(position)) return;
    add(person, {
      ...(gaps.renamed?.includes(position) ? { name: mistype(person.name) } : {}),
      ...(gaps.stopped?.includes(position) ? { state: '停保' } : {}),
      ...(gaps.stale?.includes(position) ? { month: stale } : {}),
    });
  });
  for (const person of others) add(person);
  return lines;
}

/** The lines as an import reads them; the head stands in row 1 of the sheet. */
export function readDemoLedger(lines: readonly DemoLedgerCells[]): LedgerRow[] {
  return lines.map(({ name, idNumber, month, insurance, state }, index) => ({
    rowNumber: index + 2,
    name: normaliseText(name).text,
    key: ledgerKey(idNumber),
    month,
    insurance,
    stopped: state === '停保',
  }));
}

function mistype(name: string): string {
  const characters = [...name];
  const last = characters.pop();
  return `${characters.join('')}${last === '华' ? '桦' : '华'}`;
}
