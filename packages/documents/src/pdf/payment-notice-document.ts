import { type CalendarDate, inProse } from '@huzhu/domain/calendar/calendar-date';
import { formatYuan, toChineseAmount } from '@huzhu/domain/money/money';
import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import { Brush, INK, type Ink, SECONDARY } from './brush.ts';
import type { Span } from './compose-prose.ts';
import type { DocumentFacts, DocumentUnit, PremiumRow } from './document-facts.ts';
import {
  BAND_TOP,
  drawAddress,
  drawIssuer,
  drawRemarks,
  drawSectionHeading,
  drawSignature,
  drawTitleBand,
  footerOf,
  footnotesOf,
  plainSentence,
  sealElement,
} from './document-parts.ts';
import { file, type PdfFile, page, SIDE, TEXT_WIDTH, wholePage } from './layout.ts';
import { PRO_RATED_NOTE, premiumTable, totalFen, totalRow } from './premium-table.ts';
import { type Column, drawTable, type TableRow } from './table.ts';

export interface PaymentNoticeTask {
  readonly kind: 'payment-notice';
  readonly document: DocumentFacts;
  readonly society: SocietySettings;
  readonly unit: DocumentUnit;
  readonly applicationNumber: string;
  /** Present for a supplement: 缴费明细 then shows days and 每人金额. */
  readonly supplementOf?: { readonly policyNumber: string };
  /** 缴款截止: until 24时, 含当日. */
  readonly due: CalendarDate;
  /** 识别码 of eight characters: the mandatory 汇款附言. */
  readonly matchCode: string;
  /** 1 to 4 rows fit the page. The total is their sum. */
  readonly rows: readonly PremiumRow[];
  /** Distinct persons: one enrolled in two plans counts once. */
  readonly headcount: number;
}

/** 缴费通知书: one page, whatever its plans. */
export function paymentNoticeDocument(ink: Ink, task: PaymentNoticeTask): PdfFile {
  const { document, society } = task;
  const notes = footnotesOf([['单位名称', task.unit.name]], 'serif-bold');
  const footer = footerOf('缴费通知书', document, society, notes);
  return file(
    { title: `缴费通知书 ${document.number}`, author: society.fund, dated: document.dated },
    page(
      ink,
      { footer },
      sealElement(ink, { society, sample: document.sample }),
      wholePage(ink, (brush) => drawNotice(brush, task)),
    ),
  );
}

function drawNotice(brush: Brush, task: PaymentNoticeTask): void {
  const { document, society } = task;
  drawIssuer(brush, society.name);
  drawTitleBand(brush, {
    title: '缴费通知书',
    facts: [
      ['编号', document.number],
      ['版本', `第 ${document.version} 版`],
      ['签发日期', document.dated],
    ],
    qr: document.qr,
  });
  const spacing = SPACINGS.find((each) => drawBody(Brush.dry(), task, each) <= BAND_TOP - 3) ?? TIGHT;
  const end = drawBody(brush, task, spacing);

  const remarks = society.paymentRemarks.map((text) => plainSentence(text, { 热线: society.hotline }));
  const top = Math.max(end + 8, BAND_TOP + 14);
  drawSectionHeading(brush, '三、注意事项', top + 9);
  drawRemarks(brush, remarks, top + 21, 238);
  drawSignature(brush, society.name, document.dated, BAND_TOP);
}

/** Four plans fit the page with lower rows and smaller gaps, even below a name of two lines. */
interface Spacing {
  readonly gap: number;
  readonly row: number;
  readonly heading: number;
}
const TIGHT: Spacing = { gap: 7, row: 17.5, heading: 19 };
const SPACINGS: readonly Spacing[] = [{ gap: 20, row: 21, heading: 22 }, { gap: 10, row: 19, heading: 22 }, TIGHT];

/** From the address to the account; gives its lower edge. */
function drawBody(brush: Brush, task: PaymentNoticeTask, { gap, row, heading }: Spacing): number {
  let y = drawAddress(brush, task.unit, 175);
  y += brush.prose(paragraphOf(task), SIDE, y, { size: 11.8, leading: 1.63, width: TEXT_WIDTH, indent: 2 });
  y = drawKeyBlock(brush, task, y + Math.min(10, gap)) + gap;

  drawSectionHeading(brush, '一、缴费明细', y + 9);
  y += heading;
  const proRated = task.supplementOf !== undefined;
  const premium = premiumTable(task.rows, { proRated, rowHeight: row });
  const rows = [...premium.rows, totalRow(task.rows, task.headcount, proRated)];
  y += drawTable(brush, SIDE, y, premium.style, rows);
  if (proRated) {
    brush.text(PRO_RATED_NOTE, SIDE + 4, y + 9.5, { face: 'sans', size: 8.8, color: SECONDARY });
    y += 12;
  }
  y += gap;

  drawSectionHeading(brush, '二、收款账户', y + 9);
  y += heading;
  return y + drawTable(brush, SIDE, y, { columns: ACCOUNT, rowHeight: Math.min(20.2, row) }, accountRows(task));
}

function paragraphOf({ applicationNumber, supplementOf, due }: PaymentNoticeTask): Span[] {
  const what = supplementOf
    ? `对电子保单${supplementOf.policyNumber}提交的补充申请（${applicationNumber}）`
    : `提交的参保申请（${applicationNumber}）`;
  return [
    { text: `贵单位${what}已审核通过。请于` },
    { text: `${inProse(due)}24时`, bold: true },
    { text: '前按下列金额一次汇清，并在汇款附言中填写识别码。' },
  ];
}

/** What the payer must not miss: amount, last day, code. */
function drawKeyBlock(brush: Brush, task: PaymentNoticeTask, top: number): number {
  const amount = totalFen(task.rows);
  const label = { face: 'sans', size: 9, color: SECONDARY } as const;
  const [height, upper, due, black] = [165.5, 85.5, 290.8, 104.5];
  brush.fill(SIDE, top + upper, black, height - upper, INK);
  brush.frame(SIDE, top, TEXT_WIDTH, height, 1.4);
  brush.rule(SIDE, top + upper - 0.5, TEXT_WIDTH, 1);
  brush.upright(SIDE + due, top, upper, 0.8);

  brush.text('应缴金额', SIDE + 15.5, top + 18.5, label);
  brush.fit(formatYuan(amount), SIDE + 15.5, top + 43, due - 30, { face: 'sans-bold', size: 24 });
  brush.text('人民币（大写）', SIDE + 15.5, top + 66.5, label);
  brush.fit(toChineseAmount(amount), SIDE + 82, top + 66.5, due - 90, { face: 'serif-bold', size: 12 });
  brush.text('缴款截止', SIDE + due + 14.5, top + 18.5, label);
  brush.text(task.due, SIDE + due + 14.5, top + 41, { face: 'sans-bold', size: 18 });
  brush.text('24时止，含当日', SIDE + due + 14.5, top + 66.5, label);

  const middle = SIDE + black / 2;
  const white = { color: '#FFFFFF', align: 'center' } as const;
  brush.text('汇款附言', middle, top + 120, { face: 'serif-bold', size: 16, tracking: 1, ...white });
  brush.text('必填 · 照抄8位', middle, top + 138.5, { face: 'sans-medium', size: 9, tracking: 0.4, ...white });
  drawCodeBoxes(brush, task.matchCode, SIDE + black + 15, top + 96.5);
  brush.text('不填、错填或另加文字，', SIDE + black + 15, top + 148.5, { face: 'sans', size: 9.3 });
  const before = brush.widthOf('不填、错填或另加文字，', { face: 'sans', size: 9.3 });
  const left = SIDE + black + 15 + before;
  const width = brush.text('款项无法对上贵单位', left, top + 148.5, { face: 'sans-bold', size: 9.3 });
  brush.text('，保障将推迟生效。', left + width, top + 148.5, { face: 'sans', size: 9.3 });
  return top + height;
}

/** Eight boxes 30×38, grouped 4+4. */
function drawCodeBoxes(brush: Brush, code: string, x: number, y: number): void {
  [...code].forEach((character, index) => {
    const left = x + index * 30 + (index > 3 ? 9.5 : 0);
    brush.frame(left, y, 30.6, 38, 0.6);
    brush.text(character, left + 15.3, y + 19.3, { face: 'sans-bold', size: 25, align: 'center' });
  });
}

const ACCOUNT: readonly Column[] = [
  { width: 88, size: 9, color: SECONDARY },
  { width: TEXT_WIDTH - 88, size: 10.5 },
];

function accountRows({ society: { account }, matchCode }: PaymentNoticeTask): TableRow[] {
  return [
    { cells: ['户名', account.name] },
    { cells: ['账号', account.number], styles: [undefined, { face: 'sans-medium', size: 11, tracking: 0.4 }] },
    { cells: ['开户银行', account.bank] },
    // Once more, in one word: the boxes above are copied with spaces.
    { cells: ['附言／用途', matchCode], styles: [undefined, { face: 'sans-bold', size: 11.5, tracking: 0.6 }] },
  ];
}
