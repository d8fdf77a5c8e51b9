import { formatFen } from '@huzhu/domain/money/money';
import type { PremiumRow } from './document-facts.ts';
import { planTitle } from './document-parts.ts';
import type { Column, TableRow, TableStyle } from './table.ts';

const right = (width: number, head: string): Column => ({ width, head, align: 'right' });

/** 缴费明细 of a first payment. */
const FULL: readonly Column[] = [
  { width: 158, head: '保障计划' },
  right(52, '参保人数'),
  right(52, '每人份数'),
  right(54, '合计份数'),
  right(79, '每份费用（元）'),
  right(76.28, '金额（元）'),
];

/** Of a supplement, and 本次缴费 of an endorsement: the days that are paid for, and what one person pays. */
const PRO_RATED: readonly Column[] = [
  { width: 161, head: '保障计划' },
  right(36, '人数'),
  right(50, '每人份数'),
  right(54, '每份费用'),
  right(54, '计费天数'),
  right(54, '每人金额'),
  right(62.28, '金额（元）'),
];

export const PRO_RATED_NOTE = '按日计费，起止两日均计入；每人按分四舍五入后合计。';

export function premiumTable(
  rows: readonly PremiumRow[],
  { proRated, rowHeight }: { proRated: boolean; rowHeight: number },
): { style: TableStyle; rows: TableRow[] } {
  return proRated
    ? { style: { columns: proRatedColumns(rows), rowHeight, headHeight: 20 }, rows: rows.map(proRatedRow) }
    : { style: { columns: FULL, rowHeight, headHeight: 21 }, rows: rows.map(fullRow) };
}

/** The last row of 缴费明细; `headcount` are distinct persons, which several plans share. */
export function totalRow(rows: readonly PremiumRow[], headcount: number, proRated: boolean): TableRow {
  const shares = sumOf(rows, (row) => row.shares);
  const amount = formatFen(totalFen(rows));
  const cells = proRated
    ? ['合计', String(headcount), '', '', '', '', amount]
    : ['合计', String(headcount), '', String(shares), '', amount];
  return { cells, total: true };
}

export const totalFen = (rows: readonly Pick<PremiumRow, 'amountFen'>[]) => sumOf(rows, (row) => row.amountFen);

const sumOf = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((sum, row) => sum + of(row), 0);

const fullRow = (row: PremiumRow): TableRow => ({
  cells: [
    planTitle(row.plan),
    String(row.headcount),
    sharesOf(row),
    String(row.shares),
    formatFen(row.feePerShareFen),
    formatFen(row.amountFen),
  ],
});

const proRatedRow = (row: PremiumRow): TableRow => ({
  cells: [
    planTitle(row.plan),
    String(row.headcount),
    sharesOf(row),
    formatFen(row.feePerShareFen),
    row.proRata ? `${row.proRata.part}／${row.proRata.whole}${countsMonths(row) ? '月' : ''}` : '全额',
    typeof row.amountPerPersonFen === 'number' ? formatFen(row.amountPerPersonFen) : '各人不同',
    formatFen(row.amountFen),
  ],
});

const countsMonths = (row: PremiumRow) => row.proRata?.unit === 'month';

/** Days unless a plan counts months: those cells then say 月. */
function proRatedColumns(rows: readonly PremiumRow[]): readonly Column[] {
  const months = rows.filter(countsMonths).length;
  if (months === 0) return PRO_RATED;
  return PRO_RATED.map((column) => (column.head === '计费天数' ? { ...column, head: '计费时长' } : column));
}

const sharesOf = (row: PremiumRow) => (row.sharesPerPerson === null ? '各人不同' : String(row.sharesPerPerson));
