import { type CalendarDate, inProse } from '@huzhu/domain/calendar/calendar-date';
import { type Fen, formatSignedFen, toChineseAmount } from '@huzhu/domain/money/money';
import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import { Brush, type Ink, SECONDARY } from './brush.ts';
import type { Span } from './compose-prose.ts';
import type { DocumentFacts, DocumentUnit, InsuredList, PremiumRow } from './document-facts.ts';
import {
  BAND_TOP,
  drawAddress,
  drawIssuer,
  drawRemarks,
  drawSectionHeading,
  drawSignature,
  drawTitleBand,
  edgeSealElement,
  factColumns,
  footerOf,
  footnotesOf,
  headSection,
  plainSentence,
  sealElement,
} from './document-parts.ts';
import { type CorrectionRow, drawCorrections, drawRemoved, type RemovedRow } from './endorsement-change.ts';
import { joinPdf } from './join-pdf.ts';
import { file, type PdfFile, page, RIGHT, SIDE, TEXT_WIDTH, wholePage } from './layout.ts';
import { PRO_RATED_NOTE, premiumTable } from './premium-table.ts';
import { type Column, drawTable, type TableRow } from './table.ts';
import { listPages, notesOf, SHORT_DOCUMENT_TYPES, writeList } from './write-list.ts';

/** A policy's figures at one moment. */
export interface PolicyFigures {
  readonly headcount: number;
  readonly shares: number;
  readonly amountFen: Fen;
}

export interface EndorsementTask {
  readonly kind: 'endorsement';
  readonly document: DocumentFacts;
  readonly society: SocietySettings;
  readonly unit: DocumentUnit;
  /** 第 n 次保全. */
  readonly sequence: number;
  readonly policyNumber: string;
  readonly applicationNumber: string;
  /** 保全生效, 0时. */
  readonly effective: CalendarDate;
  /** The parent's end, 24时. */
  readonly end: CalendarDate;
  /** 免责期 in one line, without 各人见下表: `30天`. */
  readonly waiting: string;
  readonly before: PolicyFigures;
  /** Added by this endorsement; 变更后 is the sum. */
  readonly added: PolicyFigures;
  readonly rows: readonly PremiumRow[];
  /** 更正: what was wrong and what is right. Then nothing was paid, and `rows` and `lists` are empty. */
  readonly corrections?: readonly CorrectionRow[];
  /** 减员: who left; `added` is negative, and `effective` the first day without them. Likewise. */
  readonly removed?: readonly RemovedRow[];
  /** One per plan. One plan and at most five lines: printed on the page; else 见附件, as annex. */
  readonly lists: readonly InsuredList[];
}

/** More persons than this have their list as annex. */
const MOST_ON_THE_PAGE = 5;

/** 电子保全单: one page; the added persons on it, or in the same list as the policy's, joined. */
export async function endorsementDocument(
  ink: Ink,
  task: EndorsementTask,
  render: (file: PdfFile) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const { document, society, unit, lists } = task;
  const annexed = needsAnnex(task);
  const facts = { title: `电子保全单 ${document.number}`, author: society.fund, dated: document.dated };
  const persons = annexed ? [] : lists.flatMap((list) => list.persons);
  const notes = [...footnotesOf([['单位名称', unit.name]], 'serif-bold'), ...notesOf(persons)];
  const footer = footerOf('电子保全单', document, society, notes);
  const seal = { society, sample: document.sample };
  const under = (numbers: { page: number; pages: number }) => edgeSealElement(ink, seal, numbers);
  const look = { footer, under, pagesAfter: annexed ? listPages(lists).length : 0 };
  const front = await render(
    file(
      facts,
      page(
        ink,
        look,
        sealElement(ink, seal),
        wholePage(ink, (brush) => drawEndorsement(brush, task)),
      ),
    ),
  );
  if (!annexed) return front;
  const belongsTo = `电子保全单 ${document.number}　${unit.name}`;
  const annex = { lists, title: '新增参保人员名单', belongsTo, footer, pagesBefore: 1, edgeSeal: seal };
  return joinPdf(front, await writeList(ink, annex), facts);
}

function needsAnnex({ lists, corrections, removed }: EndorsementTask): boolean {
  if (corrections || removed) return false;
  const lines = lists.flatMap((list) => list.persons).reduce((sum, person) => sum + person.tranches.length, 0);
  return lists.length !== 1 || lines > MOST_ON_THE_PAGE;
}

function drawEndorsement(brush: Brush, task: EndorsementTask): void {
  const { document, society } = task;
  drawIssuer(brush, society.name);
  drawTitleBand(brush, {
    title: '电子保全单',
    facts: [
      ['保全单号', document.number],
      ['版本', `第 ${document.version} 版`],
      ['保全次序', `第 ${task.sequence} 次保全`],
      ['签发日期', document.dated],
    ],
    qr: document.qr,
  });
  const spacing = SPACINGS.find((each) => drawBody(Brush.dry(), task, each) <= BAND_TOP - 2) ?? TIGHT;
  const end = drawBody(brush, task, spacing);
  const remarks = society.endorsementRemarks.map((text) => plainSentence(text, { 热线: society.hotline }));
  const top = Math.max(end + 6, BAND_TOP + 32);
  drawSectionHeading(brush, `${task.corrections ? '三' : '四'}、说明`, top + 9);
  drawRemarks(brush, remarks, top + 21, 248);
  drawSignature(brush, society.name, document.dated, BAND_TOP);
}

interface Spacing {
  readonly gap: number;
  readonly row: number;
  readonly person: number;
}
const TIGHT: Spacing = { gap: 5, row: 16.5, person: 15.2 };
const SPACINGS: readonly Spacing[] = [{ gap: 13, row: 20, person: 17.8 }, { gap: 8, row: 18.5, person: 17 }, TIGHT];

/** From the address to the added persons; gives the lower edge. */
function drawBody(brush: Brush, task: EndorsementTask, { gap, row, person }: Spacing): number {
  let y = drawAddress(brush, task.unit, 176, { code: false });
  y += brush.prose(paragraphOf(task), SIDE, y, { size: 11.8, leading: 1.63, width: TEXT_WIDTH, indent: 2 });
  y += Math.min(10, gap);
  y += drawTable(brush, SIDE, y, { columns: PAIRS, rowHeight: row + 0.4 }, factRows(task)) + gap;
  if (task.corrections) return drawCorrections(brush, y, task.corrections, row);

  y = headSection(brush, '一、变更事项', y);
  y += drawTable(brush, SIDE, y, { columns: changeColumns(task), rowHeight: row }, changeRows(task)) + gap;

  if (task.removed) return drawRemoved(brush, y, { ...task, removed: task.removed }, person);

  y = headSection(brush, '二、本次缴费', y);
  const premium = premiumTable(task.rows, { proRated: true, rowHeight: row });
  y += drawTable(brush, SIDE, y, premium.style, premium.rows);
  brush.text(PRO_RATED_NOTE, SIDE + 4, y + 15, { face: 'sans', size: 8.8, color: SECONDARY });
  const amount = toChineseAmount(task.added.amountFen);
  const width = brush.text(amount, RIGHT - 4, y + 15, { face: 'serif-bold', size: 11.5, align: 'right' });
  brush.text('人民币（大写）', RIGHT - 8 - width, y + 15, { face: 'sans', size: 9, color: SECONDARY, align: 'right' });
  y += 24 + gap / 2;

  y = headSection(brush, '三、新增参保人员', y);
  const [list] = task.lists;
  if (list && !needsAnnex(task)) {
    return y + drawTable(brush, SIDE, y, { columns: PERSONS, rowHeight: person, headHeight: 18.5 }, personRows(list));
  }
  const told = `新增参保人员${task.added.headcount}名，名单见附件，为本保全单的组成部分。`;
  return y + brush.prose([{ text: told }], SIDE, y, { face: 'sans', size: 9.5, leading: 1.6, width: TEXT_WIDTH });
}

function paragraphOf({ effective, policyNumber, added, corrections, removed }: EndorsementTask): Span[] {
  if (corrections || removed) {
    return [
      { text: '经审核，本会同意自' },
      { text: `${inProse(effective)}0时`, bold: true },
      { text: `起，对电子保单${policyNumber}${removed ? `减少参保人员${-added.headcount}名` : '更正参保人员资料'}。` },
      { text: '其余条款不变。', bold: true },
    ];
  }
  return [
    { text: '经审核并收讫款项，本会同意自' },
    { text: `${inProse(effective)}0时`, bold: true },
    { text: `起，对电子保单${policyNumber}增加参保人员${added.headcount}名。` },
    { text: '其余条款不变。', bold: true },
  ];
}

const PAIRS = factColumns([88, 142, 74, TEXT_WIDTH - 88 - 142 - 74]);

function factRows(task: EndorsementTask): TableRow[] {
  const unchanged = Boolean(task.corrections || task.removed);
  const seen = `${task.waiting}，各人见${needsAnnex(task) ? '附件' : '下表'}`;
  const waits = unchanged ? '不变' : task.waiting === '无' ? '无' : seen;
  return [
    { cells: ['原保单号', task.policyNumber, unchanged ? '变更编号' : '补充申请编号', task.applicationNumber] },
    { cells: ['保全生效', `${task.effective} 0时`, '保障止期', `${task.end} 24时，同原保单`] },
    { cells: ['统一社会信用代码', task.unit.creditCode ?? '—', '免责期', waits] },
  ];
}

const changeColumns = (task: EndorsementTask): readonly Column[] => [
  { width: 171.28, head: '项目' },
  { width: 100, head: '变更前', align: 'right' },
  { width: 100, head: task.removed ? '本次减少' : '本次增加', align: 'right' },
  { width: 100, head: '变更后', align: 'right' },
];

function changeRows({ before, added }: EndorsementTask): TableRow[] {
  const medium = { face: 'sans-medium' } as const;
  const row = (name: string, of: (figures: PolicyFigures) => number, show: (value: number) => string): TableRow => ({
    cells: [name, show(of(before)), show(of(added)), show(of(before) + of(added))],
    styles: [undefined, undefined, medium, medium],
  });
  return [
    row('参保人数（人）', (figures) => figures.headcount, String),
    row('合计份数（份）', (figures) => figures.shares, String),
    row('缴费合计（元）', (figures) => figures.amountFen, formatSignedFen),
  ];
}

const PERSONS: readonly Column[] = [
  { width: 30, head: '序号', align: 'right' },
  { width: 82, head: '姓名' },
  { width: 48, head: '证件类型', size: 9.2 },
  { width: 95, head: '证件号码' },
  { width: 30, head: '份数', align: 'right' },
  { width: 56, head: '保障起日', size: 9.2 },
  { width: 56, head: '免责期满', size: 9.2 },
  { width: 74.28, head: '类别' },
];

const personRows = (list: InsuredList): TableRow[] =>
  list.persons.flatMap((person) =>
    person.tranches.map((tranche, index): TableRow => {
      const who = [
        String(person.sequence),
        person.name,
        SHORT_DOCUMENT_TYPES[person.documentType],
        person.maskedNumber,
      ];
      const first = index === 0 ? who : ['', '', '', ''];
      const dates = [tranche.start, tranche.waitEnds ?? '—'];
      return { cells: [...first, String(tranche.shares), ...dates, tranche.category] };
    }),
  );
