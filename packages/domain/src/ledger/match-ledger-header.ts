import { cleanHeader } from '../roster/header-words.ts';
import type { SheetRow } from '../roster/match-header.ts';

/** The columns of a 社保台账 (domain.md), in the template's order, with other headers for the same column. */
export const LEDGER_COLUMNS = {
  serial: ['序号'],
  name: ['姓名', '参保人姓名', '职工姓名', '人员姓名'],
  idNumber: ['证件号码', '证件号', '身份证号', '身份证号码', '身份证', '公民身份号码', '社会保障号码'],
  personalNumber: ['个人编号', '社保编号', '电脑号', '个人社保号'],
  insurance: ['险种', '险种类型', '参保险种'],
  month: ['缴费月份', '缴费年月', '缴费所属期', '费款所属期', '所属月份', '月份'],
  state: ['参保状态', '缴费状态', '状态'],
  base: ['缴费基数', '基数', '缴费工资'],
} as const;

export type LedgerField = keyof typeof LEDGER_COLUMNS;
const MANDATORY: readonly LedgerField[] = ['name', 'idNumber', 'month'];
const LONGEST_HEADER = 60;

const FIELD_OF = new Map<string, LedgerField>(
  (Object.keys(LEDGER_COLUMNS) as LedgerField[]).flatMap((field) =>
    LEDGER_COLUMNS[field].map((word) => [word, field] as const),
  ),
);

export interface LedgerHeader {
  readonly columns: ReadonlyMap<number, LedgerField>;
  readonly missing: readonly string[];
  readonly duplicates: readonly string[];
  readonly isHeader: boolean;
}

/** Maps the cells of a row to the columns of a ledger; extra columns are ignored, order is free. */
export function matchLedgerHeader(row: SheetRow): LedgerHeader {
  const columns = new Map<number, LedgerField>();
  const duplicates = new Set<string>();
  const found = new Set<LedgerField>();
  for (const [column, cell] of row.cells) {
    if (cell.kind !== 'text' || cell.text.length > LONGEST_HEADER) continue;
    const field = FIELD_OF.get(cleanHeader(cell.text));
    if (!field) continue;
    if (found.has(field)) duplicates.add(LEDGER_COLUMNS[field][0]);
    found.add(field);
    columns.set(column, field);
  }
  const missing = MANDATORY.filter((field) => !found.has(field)).map((field) => LEDGER_COLUMNS[field][0]);
  return { columns, missing, duplicates: [...duplicates], isHeader: found.size >= 3 && found.has('name') };
}
