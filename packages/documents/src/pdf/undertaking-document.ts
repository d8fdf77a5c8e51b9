import { type CalendarDate, inProse } from '@huzhu/domain/calendar/calendar-date';
import { type Fen, formatYuan, toChineseAmount } from '@huzhu/domain/money/money';
import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import { Brush, HAIRLINE, type Ink, SECONDARY } from './brush.ts';
import type { Span } from './compose-prose.ts';
import type { DocumentFacts, DocumentUnit } from './document-facts.ts';
import { drawSectionHeading, factColumns, fillSentence, footerOf, footnotesOf } from './document-parts.ts';
import { file, PAGE, type PdfFile, page, RIGHT, SIDE, TEXT_WIDTH, wholePage } from './layout.ts';
import { drawQrCode } from './qr-code.ts';
import { drawTable, type TableRow } from './table.ts';

export interface UndertakingTask {
  readonly kind: 'undertaking';
  /** `qr` identifies the upload: the undertaking's own number. */
  readonly document: DocumentFacts;
  readonly society: SocietySettings;
  readonly unit: DocumentUnit;
  readonly paymentNoticeNumber: string;
  readonly amountFen: Fen;
  readonly payBy: CalendarDate;
  readonly matchCode: string;
  /** 我单位因…，申请在款项到账前开具发票: `付款审批须先取得发票`. */
  readonly reason: string;
  readonly invoice: { readonly title: string; readonly type: string; readonly email: string };
  readonly contact: { readonly name: string; readonly phone: string };
}

const ORDINALS = '一二三四五六七八九十';

/** 提前开票承诺书: the unit's own paper, so no red and no seal of ours; the dashed circle waits for the unit's stamp. */
export function undertakingDocument(ink: Ink, task: UndertakingTask): PdfFile {
  const { document, society, unit } = task;
  const notes = footnotesOf([
    ['单位名称', unit.name],
    ['发票抬头', task.invoice.title],
    ['经办人', task.contact.name],
  ]);
  const footer = footerOf('提前开票承诺书', document, society, notes);
  return file(
    { title: `提前开票承诺书 ${document.number}`, author: society.fund, dated: document.dated },
    page(
      ink,
      { footer },
      wholePage(ink, (brush) => drawUndertaking(brush, task)),
    ),
  );
}

function drawUndertaking(brush: Brush, task: UndertakingTask): void {
  const { document } = task;
  const small = { face: 'sans', size: 9, color: SECONDARY } as const;
  brush.text('提前开票承诺书', PAGE.width / 2, 78, { face: 'serif-bold', size: 26, tracking: 6, align: 'center' });
  brush.rule(SIDE, 103.5, TEXT_WIDTH, 0.8);
  brush.text(`编号 ${document.number}（第 ${document.version} 版）`, SIDE, 118, small);
  brush.text(`对应缴费通知书 ${task.paymentNoticeNumber}`, RIGHT, 118, { ...small, align: 'right' });

  // Longer reasons and clauses of the society's own take a smaller leading before they would meet the place for the stamp.
  const leading = [2, 1.8, 1.6].find((each) => drawText(Brush.dry(), task, each) < STAMP_TOP) ?? 1.5;
  drawText(brush, task, leading);
  drawSigning(brush, document.qr);
  brush.rule(SIDE, 762, TEXT_WIDTH, 0.5, HAIRLINE);
  brush.text('签字并加盖单位公章后扫描或拍照，在系统中点击【上传承诺书】。上传承诺书不代表已缴费。', SIDE, 775, {
    face: 'sans',
    size: 9,
  });
}

function drawText(brush: Brush, task: UndertakingTask, leading: number): number {
  const prose = { size: 12.4, leading, width: TEXT_WIDTH, indent: 2 };
  let y = 138;
  y += brush.prose([{ text: `${task.society.name}：`, bold: true }], SIDE, y, { ...prose, indent: 0 });
  const reason: Span[] = [
    { text: '我单位因' },
    { text: task.reason, bold: true },
    { text: '，申请在款项到账前开具发票，并承诺如下：' },
  ];
  y += brush.prose(reason, SIDE, y, prose);
  const places = {
    大写: toChineseAmount(task.amountFen),
    金额: formatYuan(task.amountFen),
    付款期限: inProse(task.payBy),
    汇款附言: task.matchCode,
  };
  task.society.undertakingClauses.forEach((clause, index) => {
    const spans = [{ text: `${ORDINALS[index]}、` }, ...fillSentence(clause, places)];
    y += brush.prose(spans, SIDE, y, prose);
  });
  y += 16;
  drawSectionHeading(brush, '单位与开票信息', y + 9);
  y += 22;
  return y + drawTable(brush, SIDE, y, { columns: PAIRS, rowHeight: 23 }, factRows(task));
}

const WIDE = factColumns([96, TEXT_WIDTH - 96]);
const PAIRS = factColumns([96, 142, 64, TEXT_WIDTH - 96 - 142 - 64]);

function factRows({ unit, invoice, contact }: UndertakingTask): TableRow[] {
  const title = invoice.title === unit.name ? '与承诺单位一致' : invoice.title;
  return [
    { cells: ['承诺单位', unit.name], columns: WIDE },
    { cells: ['统一社会信用代码', unit.creditCode ?? '—', '发票抬头', title] },
    { cells: ['发票类型', invoice.type, '收票邮箱', invoice.email] },
    { cells: ['经办人', contact.name, '联系电话', contact.phone] },
  ];
}

const STAMP_TOP = 555;

function drawSigning(brush: Brush, qr: string): void {
  const text = { face: 'serif', size: 12 } as const;
  drawQrCode(brush, qr, SIDE, 598, 66);
  brush.text('上传时自动识别', SIDE + 33, 674, { face: 'sans', size: 7.8, color: SECONDARY, align: 'center' });
  brush.text('承诺单位（公章）', 189.5, 605, text);
  brush.text('经办人（签字）', 189.5, 636, text);
  brush.rule(282, 642.5, 92, 0.6);
  brush.text('日期', 189.5, 666, text);
  for (const [left, width, word] of [
    [224, 40, '年'],
    [281, 26, '月'],
    [325, 26, '日'],
  ] as const) {
    brush.rule(left, 673, width, 0.6);
    brush.text(word, left + width + 3.5, 666, text);
  }
  brush.painter.save();
  brush.painter.lineWidth(0.7).dash(3, { space: 3 }).circle(448, 627, 66).stroke(SECONDARY);
  brush.painter.restore();
  brush.text('加盖单位公章', 448, 623, { face: 'sans', size: 9.5, color: '#8A8A8A', tracking: 1, align: 'center' });
}
