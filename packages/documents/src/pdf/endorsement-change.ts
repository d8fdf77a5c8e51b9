import { type Fen, formatFen } from '@huzhu/domain/money/money';
import type { Brush } from './brush.ts';
import { headSection } from './document-parts.ts';
import { SIDE, TEXT_WIDTH } from './layout.ts';
import { type Column, drawTable } from './table.ts';

export interface CorrectionRow {
  readonly name: string;
  readonly maskedNumber: string;
  /** 姓名, 手机号码 or 证件类型. */
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

export interface RemovedRow {
  readonly name: string;
  readonly documentType: string;
  readonly maskedNumber: string;
  /** `重大疾病 2 份、意外伤害 1 份`. */
  readonly shares: string;
}

const CORRECTIONS: readonly Column[] = [
  { width: 90, head: '姓名' },
  { width: 110, head: '证件号码' },
  { width: 67.28, head: '项目' },
  { width: 102, head: '更正前' },
  { width: 102, head: '更正后' },
];

const REMOVED: readonly Column[] = [
  { width: 90, head: '姓名' },
  { width: 110, head: '证件类型' },
  { width: 110, head: '证件号码' },
  { width: 161.28, head: '减少份数' },
];

/** 一、更正事项 二、缴费, from below the facts; gives the lower edge. */
export function drawCorrections(brush: Brush, top: number, rows: readonly CorrectionRow[], rowHeight: number): number {
  let y = headSection(brush, '一、更正事项', top);
  const lines = rows.map((row) => ({ cells: [row.name, row.maskedNumber, row.label, row.before, row.after] }));
  y += drawTable(brush, SIDE, y, { columns: CORRECTIONS, rowHeight }, lines) + 13;
  y = headSection(brush, '二、缴费', y);
  return y + sentence(brush, '本次更正不涉及缴费，参保人数、份数和保障期间不变。', y);
}

/** 二、退费 三、减少参保人员, from below the changes; gives the lower edge. */
export function drawRemoved(
  brush: Brush,
  top: number,
  { added, removed }: { readonly added: { readonly amountFen: Fen }; readonly removed: readonly RemovedRow[] },
  rowHeight: number,
): number {
  let y = headSection(brush, '二、退费', top);
  const told =
    added.amountFen < 0
      ? `按保障计划退还未到期部分${formatFen(-added.amountFen)}元，由本会另行划付。`
      : '按保障计划，减员不退费。';
  y += sentence(brush, told, y) + 8;
  y = headSection(brush, '三、减少参保人员', y);
  const lines = removed.map((row) => ({ cells: [row.name, row.documentType, row.maskedNumber, row.shares] }));
  return y + drawTable(brush, SIDE, y, { columns: REMOVED, rowHeight, headHeight: 18.5 }, lines);
}

const sentence = (brush: Brush, text: string, y: number) =>
  brush.prose([{ text }], SIDE, y, { face: 'sans', size: 9.5, leading: 1.6, width: TEXT_WIDTH });
