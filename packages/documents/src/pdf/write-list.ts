import type { DocumentType } from '@huzhu/domain/person/document-type';
import PDFDocument from 'pdfkit';
import { Brush, HAIRLINE, INK, type Ink, MIDDLE, SECONDARY } from './brush.ts';
import type { InsuredList, ListedPerson } from './document-facts.ts';
import { planTitle } from './document-parts.ts';
import { face, setText, widthOf } from './faces.ts';
import {
  CREATOR,
  drawContinuationHead,
  drawFooter,
  type Footer,
  LANGUAGE,
  PAGE,
  RIGHT,
  SIDE,
  TEXT_WIDTH,
} from './layout.ts';
import { ListPainter } from './list-painter.ts';
import { ListSeal } from './list-seal.ts';
import type { SealFacts } from './seal.ts';
import { drawEnd, drawHead, type TableStyle } from './table.ts';

type Doc = InstanceType<typeof PDFDocument>;

/** 40 lines a page (design/documents.md, Two renderers). */
const LINES_A_PAGE = 40;
const LINE = 15.6;
const TABLE_TOP = 97.7;
const HEAD = 19;

export interface ListFacts {
  readonly lists: readonly InsuredList[];
  /** 参保人员名单. */
  readonly title: string;
  /** At the right of the head: document, number and unit. */
  readonly belongsTo: string;
  readonly footer: Footer;
  readonly pagesBefore: number;
  /** Present where 骑缝章 goes over the whole. */
  readonly edgeSeal?: SealFacts;
}

/** Persons of one page: whole persons, so that two tranches are never parted. */
interface ListPage {
  readonly list: InsuredList;
  readonly listIndex: number;
  readonly persons: readonly ListedPerson[];
  /** Of the whole list. */
  readonly shares: number;
  /** Persons and 份 of this list up to and with this page. */
  readonly until: { readonly persons: number; readonly shares: number };
  readonly last: boolean;
}

export function listPages(lists: readonly InsuredList[]): ListPage[] {
  return lists.flatMap((list, listIndex) => {
    const groups: ListedPerson[][] = [[]];
    let lines = 0;
    for (const person of list.persons) {
      if (lines + person.tranches.length > LINES_A_PAGE) {
        groups.push([]);
        lines = 0;
      }
      groups.at(-1)?.push(person);
      lines += person.tranches.length;
    }
    const shares = sharesOf(list.persons);
    const until = { persons: 0, shares: 0 };
    return groups.map((persons, index) => {
      until.persons += persons.length;
      until.shares += sharesOf(persons);
      return { list, listIndex, persons, shares, until: { ...until }, last: index === groups.length - 1 };
    });
  });
}

/** The list of insured as a PDF of its own, by raw pdfkit: react-pdf needs half a minute for 2,000 names. */
export async function writeList(ink: Ink, facts: ListFacts): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    compress: true,
    lang: LANGUAGE,
    info: { Creator: CREATOR, Producer: CREATOR, CreationDate: new Date(0) },
  });
  const chunks: Buffer[] = [];
  const written = new Promise<Uint8Array>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  const pages = listPages(facts.lists);
  const fast = new ListPainter(doc);
  const brush = new Brush(fast.painter, ink);
  const seal = facts.edgeSeal && new ListSeal(doc, brush, facts.edgeSeal);
  pages.forEach((page, index) => {
    doc.addPage();
    const numbers = { page: facts.pagesBefore + index + 1, pages: facts.pagesBefore + pages.length };
    seal?.draw(numbers);
    const ordinal = facts.lists.length > 1 ? '一二三四五六七八九'[page.listIndex] : '';
    drawContinuationHead(brush, `附件${ordinal}　${facts.title}`, facts.belongsTo);
    drawCaption(brush, page);
    drawHead(brush, SIDE, TABLE_TOP, TABLE);
    const bottom = drawLines(brush, doc, fast, page);
    drawSums(brush, page, bottom);
    doc.save().translate(0, PAGE.height - 47);
    brush.rule(SIDE, 0, TEXT_WIDTH, 0.6, HAIRLINE);
    drawFooter(brush, facts.footer, numbers);
    doc.restore();
  });
  doc.end();
  return written;
}

const TABLE: TableStyle = {
  rowHeight: LINE,
  headHeight: HEAD,
  columns: [
    { width: 28, head: '序号', align: 'right' },
    { width: 82, head: '姓名' },
    { width: 45, head: '证件类型' },
    { width: 91, head: '证件号码' },
    { width: 28, head: '份数', align: 'right' },
    { width: 55, head: '保障起日' },
    { width: 55, head: '保障止日' },
    { width: 55, head: '免责期满' },
    { width: 32.28, head: '类别' },
  ],
};

/** As many characters as a column of 45 pt takes. */
export const SHORT_DOCUMENT_TYPES: Readonly<Record<DocumentType, string>> = {
  resident_id: '身份证',
  hmt_residence: '居住证',
  foreign_permanent: '永居证',
  passport: '护照',
  hm_travel: '港澳证',
  tw_travel: '台胞证',
};

function drawCaption(brush: Brush, { list, shares }: ListPage): void {
  const persons = list.persons.length;
  const text = `${planTitle(list.plan)}　保障期间 ${list.start} 0时 至 ${list.end} 24时　共 ${persons} 人  ${shares} 份`;
  brush.fit(text, SIDE, 86.7, TEXT_WIDTH, { face: 'sans', size: 9.3, color: SECONDARY });
}

/** Left edges of the cells' texts, or right edges of figures. */
const EDGES = (() => {
  let left = SIDE;
  const edges = TABLE.columns.map((column) => {
    const edge = column.align === 'right' ? left + column.width - 4 : left + 4;
    left += column.width;
    return edge;
  });
  return edges as [number, number, number, number, number, number, number, number, number];
})();

const SIZE = 8.8;
const NAME_SIZE = 9.2;
const NAME_ROOM = 76;

/** #E2DED9 and #8F8A84. */
const LIGHTER_FILL = '0.886 0.871 0.851 rg';
const DARKER_FILL = '0.561 0.541 0.518 rg';
const GREY_TEXT = '0.353 0.353 0.353 rg';
const INK_TEXT = '0.102 0.102 0.102 rg';

/** Lines of the page's persons, in the order in which they are read; gives their lower edge. */
function drawLines(brush: Brush, doc: Doc, fast: ListPainter, page: ListPage): number {
  const [sequenceEnd, nameLeft, typeLeft, numberLeft, sharesEnd, startLeft, endLeft, waitLeft, categoryLeft] = EDGES;
  const sans = face('sans').font;
  const [small, medium] = [fast.choose(sans, SIZE), fast.choose(face('sans-medium').font, SIZE)];
  const large = fast.choose(sans, NAME_SIZE);
  let out = `BT 0 Tc ${small}`;
  let y = TABLE_TOP + HEAD;
  let baseline = '';
  const at = (x: number, text: string) => {
    out += `\n1 0 0 -1 ${x} ${baseline} Tm <${fast.codes(text, sans)}> Tj`;
  };
  drawRules(doc, page);
  for (const person of page.persons) {
    baseline = (y + LINE / 2 + MIDDLE * SIZE).toFixed(2);
    const sequence = String(person.sequence);
    out += ` ${GREY_TEXT}`;
    at(sequenceEnd - figureWidth(sequence), sequence);
    out += ` ${INK_TEXT}`;
    if (isPlain(person.name)) {
      out += ` ${large}`;
      at(nameLeft, person.name);
      out += ` ${small}`;
    } else {
      // In its place among the texts, so that a row is copied in its order.
      doc.addContent(`${out} ET`);
      brush.fit(person.name, nameLeft, y + LINE / 2, NAME_ROOM, { face: 'sans', size: NAME_SIZE });
      out = `BT 0 Tc ${small} ${INK_TEXT}`;
    }
    at(typeLeft, SHORT_DOCUMENT_TYPES[person.documentType]);
    at(numberLeft, person.maskedNumber);
    for (const { shares, start, end, waitEnds, category } of person.tranches) {
      baseline = (y + LINE / 2 + MIDDLE * SIZE).toFixed(2);
      at(sharesEnd - figureWidth(String(shares)), String(shares));
      at(startLeft, start);
      at(endLeft, end);
      at(waitLeft, waitEnds ?? '—');
      if (category === '续保') at(categoryLeft, category);
      else
        out += ` ${medium} 1 0 0 -1 ${categoryLeft} ${baseline} Tm <${fast.codes(category, face('sans-medium').font)}> Tj ${small}`;
      y += LINE;
    }
  }
  doc.addContent(`${out} ET`);
  drawEnd(brush, SIDE, y, TABLE);
  return y;
}

/** Every fifth person's rule is darker, so that a finger keeps its line. */
function drawRules(doc: Doc, { persons }: ListPage): void {
  let y = TABLE_TOP + HEAD;
  let [darker, lighter] = ['', ''];
  persons.forEach((person, index) => {
    y += person.tranches.length * LINE;
    if (index === persons.length - 1) return;
    const rule = `${SIDE} ${(y - 0.2).toFixed(2)} ${TEXT_WIDTH} 0.4 re\n`;
    if (person.sequence % 5 === 0) darker += rule;
    else lighter += rule;
  });
  doc.addContent(`q ${LIGHTER_FILL}\n${lighter}f\n${DARKER_FILL}\n${darker}f Q`);
}

/** Sans figures are all of one width. */
const figureWidth = (figures: string) => Math.round(figures.length * widthOf('0', 'sans') * SIZE * 100) / 100;

const plain = new Map<string, boolean>();
/** Whether a name is drawn by its own face in its column, as nearly all are. */
function isPlain(name: string): boolean {
  let known = plain.get(name);
  if (known === undefined) {
    const { pieces, missing } = setText(name, 'sans');
    const own = pieces.length === 1 && pieces[0]?.face === face('sans') && missing.length === 0;
    known = own && [...name].reduce((sum, character) => sum + widthOf(character, 'sans'), 0) * NAME_SIZE <= NAME_ROOM;
    // The renderer lives on: names of other units' lists are not kept.
    if (plain.size > 20_000) plain.clear();
    plain.set(name, known);
  }
  return known;
}

function drawSums(brush: Brush, page: ListPage, bottom: number): void {
  const middle = bottom + 10;
  const here = `本页 ${page.persons.length} 人  ${sharesOf(page.persons)} 份`;
  const sum = page.last ? `　累计 ${page.until.persons} 人  ${page.until.shares} 份` : '';
  brush.text(`${here}${sum}`, SIDE + 4, middle, { face: 'sans-medium', size: 8.8 });
  const next = page.last ? '（以下空白）' : '接下页';
  brush.text(next, RIGHT - 4, middle, { face: 'sans', size: 8.8, color: SECONDARY, align: 'right' });
  const grey = { face: 'sans', size: 8.2, color: SECONDARY } as const;
  brush.fit(LEGEND, SIDE, middle + 15, TEXT_WIDTH, grey);
  const notes = notesOf(page.persons);
  if (notes.length > 0) brush.fit(notes.join('；'), SIDE, middle + 27, TEXT_WIDTH, { ...grey, color: INK });
}

const LEGEND =
  '续保：上期保障在宽限期内续接，不再计算免责期；增加：本期新增的份数，单独计算免责期。保障止日、免责期满日均含当日。';

/** 〓第37号姓名第2字 U+XXXXX，以原始资料为准. */
export function notesOf(persons: readonly ListedPerson[]): string[] {
  return persons.flatMap(({ sequence, name }) =>
    isPlain(name)
      ? []
      : setText(name, 'sans').missing.map(
          ({ position, codePoint }) => `〓第${sequence}号姓名第${position}字 ${codePoint}，以原始资料为准`,
        ),
  );
}

export const sharesOf = (persons: readonly ListedPerson[]) =>
  persons.reduce((sum, { tranches }) => sum + tranches.reduce((own, tranche) => own + tranche.shares, 0), 0);
