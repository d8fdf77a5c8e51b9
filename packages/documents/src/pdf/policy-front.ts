import { addDays, inProse } from '@huzhu/domain/calendar/calendar-date';
import { formatFen, formatYuan, toChineseAmount } from '@huzhu/domain/money/money';
import { Brush, RED, SECONDARY } from './brush.ts';
import { drawAddress, drawSignature, factColumns, planTitle } from './document-parts.ts';
import { PAGE, SIDE, TEXT_WIDTH } from './layout.ts';
import type { PolicyTask } from './policy-task.ts';
import { totalFen } from './premium-table.ts';
import { drawQrCode } from './qr-code.ts';
import { type Column, drawTable, type TableRow } from './table.ts';
import { withoutSpaces } from './without-spaces.ts';

/** The page that a union frames. */
export function drawPolicyFront(brush: Brush, task: PolicyTask, bandTop: number): void {
  const { document, society } = task;
  drawFrame(brush);
  brush.text(society.name, PAGE.width / 2, 81, {
    face: 'serif-bold',
    size: 19,
    tracking: 8,
    color: RED,
    align: 'center',
  });
  brush.text('电子保单', PAGE.width / 2, 134, { face: 'serif-bold', size: 36, tracking: 18, align: 'center' });
  drawNumber(brush, document.number);
  const spacing = SPACINGS.find((each) => drawBody(Brush.dry(), task, each) <= bandTop - 4) ?? TIGHT;
  drawBody(brush, task, spacing);
  drawVerification(brush, task, bandTop + 20);
  drawSignature(brush, society.name, document.dated, bandTop);
}

function drawNumber(brush: Brush, number: string): void {
  const product = { face: 'serif', size: 10.5, tracking: 3, color: SECONDARY } as const;
  const label = { face: 'serif', size: 10.5, color: SECONDARY } as const;
  const value = { face: 'sans-medium', size: 11.5 } as const;
  const widths = [
    brush.widthOf('职工互助保障', product),
    brush.widthOf('保单号', label),
    brush.widthOf(number, value),
  ] as const;
  const left = (PAGE.width - (widths[0] + widths[1] + widths[2] + 24 + 6)) / 2;
  brush.text('职工互助保障', left, 171, product);
  brush.upright(left + widths[0] + 12, 165, 12, 0.5, SECONDARY);
  brush.text('保单号', left + widths[0] + 24, 171, label);
  brush.text(number, left + widths[0] + 24 + widths[1] + 6, 171, value);
}

interface Spacing {
  readonly leading: number;
  readonly fact: number;
  readonly plan: number;
  readonly gap: number;
}
const TIGHT: Spacing = { leading: 1.6, fact: 21, plan: 17.5, gap: 9 };
const SPACINGS: readonly Spacing[] = [
  { leading: 1.85, fact: 27, plan: 22, gap: 18 },
  { leading: 1.75, fact: 25, plan: 19, gap: 14 },
  TIGHT,
];

/** From the address to the plans; gives the lower edge. */
function drawBody(brush: Brush, task: PolicyTask, { leading, fact, plan, gap }: Spacing): number {
  let y = drawAddress(brush, task.unit, 202, { code: false, size: 13.3 });
  y += brush.prose(declarationOf(task), SIDE, y + 1, { size: 13, leading, width: TEXT_WIDTH, indent: 2 });
  y += gap - 2;
  y += drawTable(brush, SIDE, y, { columns: PAIRS, rowHeight: fact }, factRows(task)) + gap;
  y += drawTable(brush, SIDE, y, { columns: PLANS, rowHeight: plan, headHeight: 21 }, planRows(task));
  const note = '保障利益、特别约定与参保人员名单见后页，均为本保单的组成部分。';
  brush.text(note, SIDE, y + 15, { face: 'serif', size: 9.3, color: SECONDARY });
  return y + 22;
}

function declarationOf({ headcount, start, end }: PolicyTask) {
  return [
    { text: '贵单位为所属' },
    { text: `${headcount}名职工`, bold: true },
    { text: '参加职工互助保障，互助金已足额收讫。本会依照所列保障计划及其条款，自' },
    { text: `${inProse(start)}0时`, bold: true },
    { text: '起至' },
    { text: `${inProse(end)}24时`, bold: true },
    { text: '止承担保障责任，特立此单为凭。' },
  ];
}

const WIDE = factColumns([92, TEXT_WIDTH - 92], 10.3);
const PAIRS = factColumns([92, 124, 76, TEXT_WIDTH - 92 - 124 - 76], 10.3);

function factRows(task: PolicyTask): TableRow[] {
  const { unit, start, end, plans, headcount } = task;
  const shares = plans.reduce((sum, plan) => sum + plan.shares, 0);
  const amount = totalFen(plans);
  const medium = { face: 'sans-medium' } as const;
  const wide = (name: string, value: string, style = {}): TableRow => ({
    cells: [name, value],
    columns: WIDE,
    styles: [undefined, style],
  });
  return [
    wide('参保单位', unit.name),
    wide('统一社会信用代码', unit.creditCode ?? '—'),
    wide('保障期间', `${start} 0时 至 ${end} 24时`, medium),
    wide('免责期', waitingOf(task), { size: 9.5 }),
    {
      cells: ['参保人数', `${headcount} 人`, '合计份数', `${shares} 份`],
      styles: [undefined, medium, undefined, medium],
    },
    {
      cells: ['缴费合计', formatYuan(amount), '人民币（大写）', toChineseAmount(amount)],
      styles: [undefined, { face: 'sans-bold', size: 12 }, undefined, { face: 'serif-bold', size: 12 }],
    },
  ];
}

function waitingOf({ plans, start }: PolicyTask): string {
  const [only] = plans;
  if (plans.length !== 1 || !only) return '见保障利益表';
  const { firstDays, note } = only.plan.waiting;
  if (firstDays === 0) return '无';
  return `${withoutSpaces(note)}（首次参保：${start} 至 ${addDays(start, firstDays - 1)}）；各人见名单`;
}

const PLANS: readonly Column[] = [
  { width: 175, head: '保障计划' },
  { width: 60, head: '计划代码' },
  { width: 46, head: '人数', align: 'right' },
  { width: 46, head: '份数', align: 'right' },
  { width: 68, head: '每份费用（元）', align: 'right' },
  { width: 76.28, head: '金额（元）', align: 'right' },
];

const planRows = ({ plans }: PolicyTask): TableRow[] =>
  plans.map((row) => ({
    cells: [
      planTitle(row.plan),
      row.plan.code,
      String(row.headcount),
      String(row.shares),
      formatFen(row.feePerShareFen),
      formatFen(row.amountFen),
    ],
  }));

function drawVerification(brush: Brush, { document, society, verificationCode }: PolicyTask, top: number): void {
  drawQrCode(brush, document.qr, SIDE, top, 80);
  const left = SIDE + 93;
  brush.text('扫码核验保单真伪', left, top + 16, { face: 'sans-medium', size: 10 });
  brush.text('核验结果不显示人员姓名', left, top + 31.5, { face: 'sans', size: 8.8, color: SECONDARY });
  // Of 23 characters: smaller, so that it keeps off the signature.
  brush.text(`核验码 ${verificationCode}`, left, top + 50, { face: 'sans', size: 8.4 });
  brush.text(`互助会热线 ${society.hotline}`, left, top + 65, { face: 'sans', size: 9.3 });
}

/** Two lines with stepped corners. */
function drawFrame(brush: Brush): void {
  for (const [inset, weight] of [
    [27, 1.9],
    [31.6, 0.5],
  ] as const) {
    brush.painter.lineWidth(weight).path(steppedFrame(inset, 9)).stroke(RED);
  }
}

function steppedFrame(inset: number, step: number): string {
  const [l, t, r, b] = [inset, inset, PAGE.width - inset, PAGE.height - inset];
  return [
    `M${l + step} ${t}H${r - step}V${t + step}H${r}V${b - step}H${r - step}V${b}H${l + step}V${b - step}H${l}V${t + step}H${l + step}Z`,
  ].join('');
}
