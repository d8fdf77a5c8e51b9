import { addMonths, type CalendarDate } from '../calendar/calendar-date.ts';
import type { PlanVersion } from '../plan/plan.schema.ts';
import type { RowIssue } from '../roster/issue-codes.ts';
import type { CheckedRow } from '../roster/roster-row.ts';
import { comparableName, ledgerPerson } from './ledger-person.ts';
import type { LedgerRow } from './read-ledger-row.ts';

/** The lines of a ledger by person. */
export type Ledger = ReadonlyMap<string, readonly LedgerRow[]>;

export interface LedgerContext {
  readonly ledger: Ledger;
  readonly today: CalendarDate;
  readonly plans: readonly PlanVersion[];
}

/**
 * What the ledger says about a person on the roster (domain.md, 社保台账). The latest month up to the business date
 * decides: older than the month before is LEDGER_STALE, 停保 is LEDGER_STOPPED (all of that month's lines: one kind of
 * insurance may end while others go on), no line is NOT_IN_LEDGER; one of the three. A line under another name is
 * LEDGER_NAME_MISMATCH besides. A plan that needs 医保 looks at the 医疗 lines alone, of those who join it.
 * The product judges rows in SQL (judge_ledger in packages/db); a test holds the two against each other.
 */
export function checkLedger(row: CheckedRow, context: LedgerContext): RowIssue[] {
  const person = ledgerPerson(row);
  if (!person) return [];
  const thisMonth = context.today.slice(0, 7);
  const lines = (context.ledger.get(person.key) ?? []).filter((line) => line.month <= thisMonth);
  const issues: RowIssue[] = [];

  const general = findStanding(lines, context.today);
  if (general) issues.push(general);
  else {
    const medical = lines.filter((line) => line.insurance.includes('医疗'));
    for (const plan of context.plans) {
      const joins = plan.requiresMedicalInsurance && row.values.shares[plan.code] !== 0;
      const issue = joins ? findStanding(medical, context.today) : undefined;
      if (issue) issues.push({ ...issue, planCode: plan.code });
    }
  }
  const name = comparableName(person.name);
  const latest = latestLines(lines);
  if (latest[0] && name !== '' && latest.every((line) => comparableName(line.name) !== name)) {
    issues.push({ code: 'LEDGER_NAME_MISMATCH', field: person.nameField, details: { expected: latest[0].name } });
  }
  return issues;
}

/** Groups the lines by person. */
export function indexLedger(rows: Iterable<LedgerRow>): Ledger {
  const ledger = new Map<string, LedgerRow[]>();
  for (const row of rows) {
    const known = ledger.get(row.key);
    if (known) known.push(row);
    else ledger.set(row.key, [row]);
  }
  return ledger;
}

function findStanding(lines: readonly LedgerRow[], today: CalendarDate): RowIssue | undefined {
  const latest = latestLines(lines);
  const month = latest[0]?.month;
  if (!month) return { code: 'NOT_IN_LEDGER', field: 'row', details: { month: inProse(today.slice(0, 7)) } };
  const details = { month: inProse(month) };
  if (latest.every((line) => line.stopped)) return { code: 'LEDGER_STOPPED', field: 'row', details };
  // From the first of the month: the month before 31 March is February, not 28 February's neighbour.
  const monthBefore = addMonths(`${today.slice(0, 7)}-01` as CalendarDate, -1).slice(0, 7);
  return month < monthBefore ? { code: 'LEDGER_STALE', field: 'row', details } : undefined;
}

function latestLines(lines: readonly LedgerRow[]): LedgerRow[] {
  const month = lines
    .map((line) => line.month)
    .sort()
    .at(-1);
  return lines.filter((line) => line.month === month);
}

function inProse(month: string): string {
  return `${month.slice(0, 4)}年${Number(month.slice(5))}月`;
}
