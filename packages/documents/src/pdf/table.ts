import { type Brush, composeLines, HAIRLINE, INK, SECONDARY, TABLE_HEAD, type TextStyle } from './brush.ts';
import type { FaceName } from './faces.ts';

export interface Column {
  readonly width: number;
  readonly align?: 'left' | 'right';
  readonly head?: string;
  readonly face?: FaceName;
  readonly size?: number;
  readonly color?: string;
  /** Longer texts are composed over several lines; else they shrink. */
  readonly flows?: boolean;
}

export interface TableStyle {
  readonly columns: readonly Column[];
  readonly rowHeight: number;
  readonly headHeight?: number;
}

export interface TableRow {
  readonly cells: readonly string[];
  /** Sum: medium weight, a darker rule above it. */
  readonly total?: boolean;
  /** Its own columns, for a value that is wider than its column. */
  readonly columns?: readonly Column[];
  /** By column, where it differs. */
  readonly styles?: readonly (Partial<TextStyle> | undefined)[];
}

const PADDING = 4;
const LINE = 1.35;

/** Weights of the rules (design/documents.md, Composition): above and below, under the head, between rows. */
export const RULES = { edge: 1.1, head: 0.6, row: 0.4 } as const;

export function rowHeightOf(style: TableStyle, row: TableRow): number {
  const lines = (row.columns ?? style.columns).map((column, index) =>
    column.flows ? linesOf(column, row.cells[index] ?? '').length * (column.size ?? 9.5) * LINE + 8.2 : 0,
  );
  return Math.max(style.rowHeight, ...lines);
}

/** Head with the rules above and below it; gives the height. */
export function drawHead(brush: Brush, x: number, y: number, style: TableStyle): number {
  const height = style.headHeight ?? style.rowHeight;
  const width = widthOfTable(style);
  brush.fill(x, y, width, height, TABLE_HEAD);
  brush.rule(x, y, width, RULES.edge);
  brush.rule(x, y + height - RULES.head, width, RULES.head);
  const head = { face: 'sans-medium', size: 9, color: SECONDARY } as const;
  placeCells(x, style.columns, (column, left, index) => {
    drawCell(brush, style.columns[index]?.head ?? '', left, y + height / 2, column, head);
  });
  return height;
}

/** A row with the rule above it; `first` rows have none, the head has drawn it. Gives the height. */
export function drawRow(brush: Brush, x: number, y: number, style: TableStyle, row: TableRow, first: boolean): number {
  const height = rowHeightOf(style, row);
  if (!first) brush.rule(x, y - RULES.row / 2, widthOfTable(style), RULES.row, row.total ? INK : HAIRLINE);
  placeCells(x, row.columns ?? style.columns, (column, left, index) => {
    const face = row.total ? 'sans-medium' : (column.face ?? 'sans');
    const text = row.cells[index] ?? '';
    const drawn = { face, size: column.size ?? 9.5, color: column.color, ...row.styles?.[index] };
    const lines = column.flows ? linesOf(column, text) : [];
    if (lines.length < 2) drawCell(brush, text, left, y + height / 2, column, drawn);
    else {
      const step = drawn.size * LINE;
      lines.forEach((line, place) => {
        const middle = y + height / 2 + (place - (lines.length - 1) / 2) * step;
        brush.composed(line, left + PADDING, middle, proseOf(column));
      });
    }
  });
  return height;
}

/** The rule that ends a table. */
export function drawEnd(brush: Brush, x: number, y: number, style: TableStyle): void {
  brush.rule(x, y - RULES.edge / 2, widthOfTable(style), RULES.edge);
}

/** Head, rows, end; gives the height. */
export function drawTable(brush: Brush, x: number, y: number, style: TableStyle, rows: readonly TableRow[]): number {
  let at = y;
  const headed = style.columns.some((column) => column.head !== undefined);
  if (headed) at += drawHead(brush, x, at, style);
  else brush.rule(x, at, widthOfTable(style), RULES.edge);
  rows.forEach((row, index) => {
    at += drawRow(brush, x, at, style, row, index === 0);
  });
  drawEnd(brush, x, at, style);
  return at - y;
}

function placeCells(
  x: number,
  columns: readonly Column[],
  place: (column: Column, left: number, index: number) => void,
): void {
  let left = x;
  columns.forEach((column, index) => {
    place(column, left, index);
    left += column.width;
  });
}

function drawCell(brush: Brush, text: string, left: number, middle: number, column: Column, style: TextStyle): void {
  const room = column.width - 2 * PADDING;
  if (column.align === 'right') {
    brush.fit(text, left + column.width - PADDING, middle, room, { ...style, align: 'right' });
  } else brush.fit(text, left + PADDING, middle, room, style);
}

const proseOf = (column: Column) => ({
  size: column.size ?? 9.5,
  leading: LINE,
  width: column.width - 2 * PADDING,
  face: 'sans' as const,
});
const linesOf = (column: Column, text: string) => composeLines([{ text }], proseOf(column));
const widthOfTable = ({ columns }: TableStyle) => columns.reduce((sum, column) => sum + column.width, 0);
