import { type CalendarDate, inProse } from '@huzhu/domain/calendar/calendar-date';
import { type Fen, formatFen, formatYuan } from '@huzhu/domain/money/money';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import { Brush, HAIRLINE, INK, type Ink, RED, SECONDARY } from './brush.ts';
import type { Span } from './compose-prose.ts';
import type { DocumentFacts, DocumentUnit, PremiumRow } from './document-facts.ts';
import { drawBookRule, drawSectionHeading, footerOf, footnotesOf } from './document-parts.ts';
import { file, type PdfFile, page, RIGHT, SIDE, TEXT_WIDTH, wholePage } from './layout.ts';
import { totalFen } from './premium-table.ts';
import { type Column, drawTable, type TableRow, type TableStyle } from './table.ts';
import { withoutSpaces } from './without-spaces.ts';

/** 名单与社保台账比对. */
export interface LedgerComparison {
  /** Distinct persons of the ledger's latest month. */
  readonly headcount: number;
  /** Of them on the roster. */
  readonly listed: number;
  /** Of those who are not: outside the plans' ages. */
  readonly notListedByAge: number;
  /** On the roster with another name or number than in the ledger. */
  readonly differing: number;
}

export interface LeaderSummaryTask {
  readonly kind: 'leader-summary';
  /** `number` is the application's; `qr` is not printed. */
  readonly document: DocumentFacts;
  readonly society: SocietySettings;
  readonly unit: DocumentUnit;
  /** 数据截至. */
  readonly asOf: CalendarDate;
  /** Distinct persons. */
  readonly headcount: number;
  /** 续保 of them; the rest is 新保. */
  readonly renewals: number;
  readonly plans: readonly (Omit<PremiumRow, 'plan'> & { readonly plan: PlanVersion })[];
  /** Null where no ledger was imported: 参保率 and the bars are then left out. */
  readonly ledger: LedgerComparison | null;
  /** Earliest day of cover. */
  readonly earliestStart: CalendarDate;
  /** Once the 缴费通知书 stands; before that the page asks for consent to apply. */
  readonly payment: { readonly due: CalendarDate; readonly matchCode: string } | null;
  /** 批准付款, 期限（建议）. */
  readonly approveBy: CalendarDate;
}

const NAME = '职工互助保障参保情况';
/** Where 领导批示 begins: what stands above it must end before. */
const BOX_TOP = 680;

/** 给领导的一页纸: what the union asks its leader to sign, and why. No seal. */
export function leaderSummaryDocument(ink: Ink, task: LeaderSummaryTask): PdfFile {
  const { document, society } = task;
  const footer = footerOf(NAME, document, society, footnotesOf([['单位名称', task.unit.name]], 'serif'));
  return file(
    { title: `${NAME} ${document.number}`, author: society.fund, dated: document.dated },
    page(
      ink,
      { footer },
      wholePage(ink, (brush) => drawSummary(brush, task)),
    ),
  );
}

function drawSummary(brush: Brush, task: LeaderSummaryTask): void {
  const grey = { face: 'sans', size: 9, color: SECONDARY } as const;
  brush.text('给领导的一页纸', SIDE, 52, { face: 'serif-bold', size: 11.5, tracking: 1.5, color: RED });
  brush.text(`数据截至 ${task.asOf}`, RIGHT, 54, { ...grey, align: 'right' });
  drawBookRule(brush, 65.7);
  brush.text(NAME, SIDE, 102, { face: 'serif-bold', size: 23, tracking: 1.5 });
  brush.fit(task.unit.name, SIDE, 126.5, TEXT_WIDTH, { face: 'serif', size: 11.5, color: SECONDARY });
  const tight = [1, 0.86].find((scale) => drawBody(Brush.dry(), task, scale) <= BOX_TOP - 6) ?? 0.78;
  drawBody(brush, task, tight);
  drawDecision(brush);
}

/** From the request to 逾期未付, gaps and rows scaled; gives the lower edge. */
function drawBody(brush: Brush, task: LeaderSummaryTask, scale: number): number {
  const gap = 14 * scale;
  let y = 146;
  y += brush.prose(requestOf(task), SIDE, y, { size: 12.4, leading: 1.7, width: TEXT_WIDTH }) + gap;
  y = drawFigures(brush, figuresOf(task), y) + gap;

  y = heading(brush, '一、职工得到什么保障', y, scale);
  const benefits = benefitTable(task, 21 * scale);
  y += drawTable(brush, SIDE, y, benefits.style, benefits.rows);
  y += brush.prose([{ text: coverOf(task) }], SIDE, y + 5, NOTE) + 5 + gap;

  y = heading(brush, '二、名单与社保台账比对', y, scale);
  y = drawComparison(brush, task, y) + gap;

  y = heading(brush, '三、下一步', y, scale);
  y += drawTable(brush, SIDE, y, { columns: STEPS, rowHeight: 20.5 * scale, headHeight: 20 }, stepsOf(task));
  if (!task.payment) return y;
  const late = [
    { text: '逾期未付：', bold: true },
    {
      text: `通知书作废，本次参保不生效${task.renewals > 0 ? `；续保的${task.renewals}人超过宽限期后须重新计算免责期` : ''}。`,
    },
  ];
  return y + 5 + brush.prose(late, SIDE, y + 5, { ...NOTE, color: INK });
}

const NOTE = { face: 'sans', size: 9.2, leading: 1.5, width: TEXT_WIDTH, color: SECONDARY } as const;

function heading(brush: Brush, text: string, y: number, scale: number): number {
  drawSectionHeading(brush, text, y + 9);
  return y + 22 * scale;
}

function requestOf({ headcount, plans, payment }: LeaderSummaryTask): Span[] {
  const names = plans.map(({ plan }) => plan.name).join('、');
  const [only] = plans;
  const each = plans.length === 1 && only?.sharesPerPerson ? `，每人${only.sharesPerPerson}份` : '';
  const request: Span[] = payment
    ? [{ text: '。互助会已审核通过，请批准于' }, { text: inProse(payment.due), bold: true }, { text: '前付款。' }]
    : [{ text: '。请批准向互助会提交参保申请。' }];
  return [
    { text: '拟为' },
    { text: `${headcount}名职工`, bold: true },
    { text: `参加${names}${each}，共` },
    { text: formatYuan(totalFen(plans)), bold: true },
    ...request,
  ];
}

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly below: string;
}

function figuresOf(task: LeaderSummaryTask): Figure[] {
  const { headcount, renewals, ledger, plans } = task;
  const amount = totalFen(plans);
  const best = bestBenefit(task);
  return [
    { name: '参保人数', value: String(headcount), unit: '人', below: `续保 ${renewals}　新保 ${headcount - renewals}` },
    ledger
      ? { name: '参保率', value: percent(ledger), unit: '%', below: `社保台账 ${ledger.headcount} 人` }
      : { name: '参保率', value: '—', unit: '', below: '未导入社保台账' },
    {
      name: '缴费金额',
      value: formatFen(amount).replace(/\.00$/, ''),
      unit: '元',
      below: amount % headcount === 0 ? `每人 ${yuan(amount / headcount)} 元／年` : '各人金额不同',
    },
    best
      ? { name: '最高给付', value: tenThousands(best.fen), unit: '万元', below: `${best.name}，每人 ${best.shares} 份` }
      : { name: '最高给付', value: '—', unit: '', below: '见保障利益表' },
  ];
}

const percent = ({ listed, headcount }: LedgerComparison) =>
  headcount === 0 ? '—' : (Math.floor((listed * 1000) / headcount) / 10).toFixed(1);
/** A benefit is a whole number of yuan. */
const yuan = (fen: Fen) => formatFen(fen).replace(/\.00$/, '');
const tenThousands = (fen: Fen) => String(fen / 1_000_000);

function bestBenefit({ plans }: LeaderSummaryTask) {
  const all = plans.flatMap(({ plan, sharesPerPerson }) => {
    const shares = sharesPerPerson ?? plan.maxSharesPerPerson;
    return plan.benefits.flatMap(({ name, amountPerShareFen }) =>
      amountPerShareFen === undefined ? [] : [{ name, shares, fen: amountPerShareFen * shares }],
    );
  });
  return all.sort((a, b) => b.fen - a.fen)[0];
}

function drawFigures(brush: Brush, figures: readonly Figure[], top: number): number {
  const height = 76;
  const width = TEXT_WIDTH / figures.length;
  brush.rule(SIDE, top, TEXT_WIDTH, 1.1);
  figures.forEach(({ name, value, unit, below }, index) => {
    const x = SIDE + index * width + (index === 0 ? 0 : 12);
    if (index > 0) brush.upright(SIDE + index * width, top + 12, 53, 0.5, HAIRLINE);
    brush.text(name, x, top + 18, { face: 'sans', size: 9, color: SECONDARY });
    const room = width - 34;
    const natural = brush.widthOf(value, { face: 'sans-bold', size: 20 });
    const size = natural > room ? (20 * room) / natural : 20;
    const end = brush.text(value, x, top + 40, { face: 'sans-bold', size });
    brush.text(unit, x + end + 2.5, top + 42.5, { face: 'sans', size: 9.5 });
    brush.fit(below, x, top + 59.5, width - 14, { face: 'sans', size: 8.8, color: SECONDARY });
  });
  brush.rule(SIDE, top + height, TEXT_WIDTH, 1.1);
  return top + height;
}

/** Of one plan its fixed sums, of several the highest of each: the page has to stay one. */
function benefitTable({ plans }: LeaderSummaryTask, rowHeight: number): { style: TableStyle; rows: TableRow[] } {
  const [only] = plans;
  const each =
    plans.length === 1 && only?.sharesPerPerson ? `每人${only.sharesPerPerson}份给付（元）` : '每人最高给付（元）';
  const columns: Column[] = [
    { width: 231, head: plans.length === 1 ? '确诊情形（免责期满后）' : '保障计划' },
    { width: 100, align: 'right', head: '每份给付（元）' },
    { width: 140.28, align: 'right', head: each },
  ];
  const rows = plans.flatMap(({ plan, sharesPerPerson }) => {
    const shares = sharesPerPerson ?? plan.maxSharesPerPerson;
    const fixed = plan.benefits.filter((benefit) => benefit.amountPerShareFen !== undefined);
    const shown =
      plans.length === 1
        ? fixed.length > 0
          ? fixed.slice(0, 3)
          : plan.benefits.slice(0, 3)
        : plan.benefits.slice(0, 1);
    return shown.map(({ name, amountPerShareFen: fen }): TableRow => {
      const amounts = fen === undefined ? ['按条款', '按条款'] : [yuan(fen), yuan(fen * shares)];
      const label = plans.length === 1 ? name : `${plan.name} · ${name}`;
      return { cells: [label, ...amounts], styles: [undefined, undefined, { face: 'sans-medium' }] };
    });
  });
  return { style: { columns, rowHeight, headHeight: 21.5 }, rows };
}

function coverOf({ plans, earliestStart }: LeaderSummaryTask): string {
  const waits = plans.map(({ plan }) =>
    plans.length === 1 ? plan.waiting.note : `${plan.shortName}${plan.waiting.note}`,
  );
  const months = new Set(plans.map(({ plan }) => plan.termMonths));
  const [first = 12] = months;
  const term = months.size === 1 ? (first % 12 === 0 ? `保障期${first / 12}年` : `保障期${first}个月`) : '保障期见条款';
  return `${term}，最早自${earliestStart}起。免责期：${waits.map(withoutSpaces).join('；')}。`;
}

/** Bars with their words in them: nothing is said by shade alone. */
function drawComparison(brush: Brush, task: LeaderSummaryTask, top: number): number {
  const { ledger, headcount, renewals } = task;
  const bar = { x: SIDE + 64, width: TEXT_WIDTH - 64, height: 18 };
  let y = top;
  if (ledger) {
    const rest = ledger.headcount - ledger.listed;
    const parts = [
      { count: ledger.listed, text: `已列入名单 ${ledger.listed} 人`, fill: INK, ink: '#FFFFFF' },
      { count: rest, text: `${rest}人`, fill: '#FFFFFF', ink: INK },
    ];
    drawBar(brush, '在册职工', parts, { ...bar, y });
    y += 24.5;
  }
  const parts = [
    { count: renewals, text: `续保 ${renewals} 人`, fill: '#6B6862', ink: '#FFFFFF' },
    { count: headcount - renewals, text: `新保 ${headcount - renewals} 人`, fill: '#E9E2E0', ink: INK },
  ];
  drawBar(brush, '本次名单', parts, { ...bar, y });
  y += 18;
  if (!ledger) return y + 5 + brush.prose([{ text: '未导入社保台账，参保率和差异未计算。' }], SIDE, y + 5, NOTE);
  const { notListedByAge, differing } = ledger;
  const text = `台账在册未列入名单${ledger.headcount - ledger.listed}人，其中年龄不符${notListedByAge}人；姓名、证件号码与台账不一致${differing}人。`;
  return y + 5 + brush.prose([{ text }], SIDE, y + 5, { ...NOTE, color: INK });
}

interface BarPart {
  readonly count: number;
  readonly text: string;
  readonly fill: string;
  readonly ink: string;
}

function drawBar(
  brush: Brush,
  name: string,
  parts: readonly BarPart[],
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): void {
  brush.text(name, SIDE, y + height / 2, { face: 'sans', size: 9 });
  const shown = parts.filter((part) => part.count > 0);
  const total = shown.reduce((sum, part) => sum + part.count, 0);
  // A part is never narrower than its words.
  const least = shown.map((part) => brush.widthOf(part.text, { face: 'sans', size: 9 }) + 12);
  const scaled = shown.map((part, index) => Math.max(least[index] ?? 0, (width * part.count) / total));
  const widest = Math.max(...scaled);
  const over = scaled.reduce((sum, each) => sum + each, 0) - width;
  let left = x;
  shown.forEach((part, index) => {
    const own = scaled[index] === widest ? widest - over : (scaled[index] ?? 0);
    brush.fill(left, y, own, height, part.fill);
    brush.frame(left, y, own, height, 0.6);
    brush.text(part.text, left + 7, y + height / 2, { face: 'sans-medium', size: 9, color: part.ink });
    left += own;
  });
}

const STEPS: readonly Column[] = [
  { width: 211.28, head: '事项' },
  { width: 100, head: '责任方' },
  { width: 160, head: '期限' },
];

function stepsOf({ payment, approveBy, earliestStart }: LeaderSummaryTask): TableRow[] {
  const last = { cells: ['核对到账、确定生效日', '互助会', `核对次日起，不早于 ${earliestStart}`] };
  if (!payment) {
    return [
      { cells: ['批准参保', '单位领导', `${approveBy}（建议）`] },
      { cells: ['提交参保申请、审核', '工会、互助会', '批准后'] },
      { cells: ['汇款', '财务', '以缴费通知书为准'] },
      last,
    ];
  }
  return [
    { cells: ['批准付款', '单位领导', `${approveBy}（建议）`] },
    { cells: [`汇款，附言填写 ${payment.matchCode}`, '财务', `${payment.due} 24时`] },
    last,
  ];
}

function drawDecision(brush: Brush): void {
  const serif = { face: 'serif', size: 11 } as const;
  brush.frame(SIDE, BOX_TOP, TEXT_WIDTH, 104, 0.8);
  brush.text('领导批示', SIDE + 10.5, BOX_TOP + 19.5, { face: 'serif-bold', size: 12 });
  brush.text('签字', 311, BOX_TOP + 86, serif);
  brush.rule(338, BOX_TOP + 92.5, 100, 0.6);
  for (const [x, word] of [
    [444, '年'],
    [476, '月'],
    [508, '日'],
  ] as const)
    brush.text(word, x, BOX_TOP + 86, serif);
}
