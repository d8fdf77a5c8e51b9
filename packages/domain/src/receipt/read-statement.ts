import type { CalendarDate } from '../calendar/calendar-date.ts';
import { type Fen, parseYuan } from '../money/money.ts';
import { normaliseText } from '../person/normalise-text.ts';
import { readDate } from '../person/read-date.ts';
import { cleanHeader } from '../roster/header-words.ts';
import type { SheetRow } from '../roster/match-header.ts';
import type { RawCell } from '../roster/roster-row.ts';

/** The columns of a 银行流水 that are read, with the words that banks use for them; all else is left alone. */
const COLUMNS = {
  receivedOn: ['交易日期', '入账日期', '记账日期', '交易时间', '入账时间', '日期', '到账日期'],
  amount: ['贷方金额', '贷方发生额', '收入金额', '收入', '贷方', '转入金额', '交易金额', '发生额', '金额', '到账金额'],
  payerName: ['对方户名', '对方名称', '付款人名称', '付款户名', '付款人', '对方单位', '对方单位名称', '对方账户名称'],
  payerAccount: ['对方账号', '付款账号', '付款人账号', '对方账户'],
  remark: ['附言', '摘要', '用途', '备注', '交易附言', '摘要附言', '客户附言'],
  reference: ['流水号', '交易流水号', '银行流水号', '凭证号', '回单编号', '交易参考号', '核心流水号'],
} as const;
type StatementField = keyof typeof COLUMNS;
const LABELS: Readonly<Record<StatementField, string>> = {
  receivedOn: '交易日期',
  amount: '贷方金额',
  payerName: '对方户名',
  payerAccount: '对方账号',
  remark: '附言',
  reference: '流水号',
};
const MANDATORY: readonly StatementField[] = ['receivedOn', 'amount', 'payerName'];
const LONGEST_HEADER = 60;
/** What a bank prints more than once of (摘要 and 附言) is read as one text. */
const MAY_REPEAT: readonly StatementField[] = ['remark'];

const FIELD_OF = new Map<string, StatementField>(
  (Object.keys(COLUMNS) as StatementField[]).flatMap((field) => COLUMNS[field].map((word) => [word, field] as const)),
);

export interface StatementHeader {
  readonly columns: ReadonlyMap<number, StatementField>;
  readonly missing: readonly string[];
  readonly duplicates: readonly string[];
  readonly isHeader: boolean;
}

/** Maps the cells of a row to the columns of a 银行流水. */
export function matchStatementHeader(row: SheetRow): StatementHeader {
  const columns = new Map<number, StatementField>();
  const found = new Map<StatementField, string>();
  const duplicates = new Set<string>();
  for (const [column, cell] of row.cells) {
    if (cell.kind !== 'text' || cell.text.length > LONGEST_HEADER) continue;
    const word = cleanHeader(cell.text);
    const field = FIELD_OF.get(word);
    if (!field) continue;
    const before = found.get(field);
    if (before !== undefined && !MAY_REPEAT.includes(field)) {
      // 贷方金额 beside 交易金额: the word that says more wins; the same word twice is one column too many.
      const words: readonly string[] = COLUMNS[field];
      if (before === word) duplicates.add(LABELS[field]);
      if (words.indexOf(word) >= words.indexOf(before)) continue;
      for (const [other, known] of columns) if (known === field) columns.delete(other);
    }
    found.set(field, word);
    columns.set(column, field);
  }
  const missing = MANDATORY.filter((field) => !found.has(field)).map((field) => LABELS[field]);
  return { columns, missing, duplicates: [...duplicates], isHeader: found.size >= 3 && found.has('amount') };
}

/** Money that came in. */
export interface StatementLine {
  readonly rowNumber: number;
  readonly receivedOn: CalendarDate;
  readonly amountFen: Fen;
  readonly payerName: string;
  readonly payerAccount: string;
  readonly remark: string;
  readonly reference: string;
}

const LONGEST_TEXT = 200;

/** The line, or undefined where no money came in: payments, totals, notes, and what has no date or no amount. */
export function readStatementLine(
  row: SheetRow,
  header: StatementHeader,
  date1904: boolean,
): StatementLine | undefined {
  const cells: Partial<Record<StatementField, RawCell>> = {};
  const remarks: string[] = [];
  for (const [column, field] of header.columns) {
    const cell = row.cells.get(column);
    if (!cell) continue;
    if (field === 'remark') remarks.push(textOf(cell));
    else cells[field] = cell;
  }
  const receivedOn = cells.receivedOn && readDate(cells.receivedOn, date1904);
  const amountFen = cells.amount && parseYuan(cells.amount.text.replace(/^\+/, ''));
  if (!receivedOn || !amountFen) return undefined;
  return {
    rowNumber: row.rowNumber,
    receivedOn,
    amountFen,
    payerName: textOf(cells.payerName),
    payerAccount: textOf(cells.payerAccount).replace(/[\s-]/g, ''),
    remark: [...new Set(remarks.filter(Boolean))].join(' ').slice(0, LONGEST_TEXT),
    reference: textOf(cells.reference),
  };
}

const textOf = (cell: RawCell | undefined): string => normaliseText(cell?.text ?? '').text.slice(0, LONGEST_TEXT);
