import { ANNOTATION_HEADERS, ROW_KEY_HEADER } from '@huzhu/domain/roster/match-header';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { CellNote } from './notes-xml.ts';
import type { RosterColumn } from './roster-columns.ts';
import type { MarkedCell, TableRow } from './sheet-xml.ts';
import { isSheetName, streamWorkbook } from './stream-workbook.ts';
import type { RosterCells } from './write-roster.ts';

export interface AnnotatedFinding {
  readonly field: RosterField | 'row';
  readonly severity: 'error' | 'warning';
  /** As the filter of the list names it. */
  readonly cause: string;
  readonly sentence: string;
}

/** A column of the list, or one of the unit's own, which means nothing here. */
export type AnnotatedColumn = Omit<RosterColumn, 'field'> & { readonly field: RosterField | null };

export interface AnnotatedRow {
  /** As the page counts; where rows lie in the workbook changes with every sorting. */
  readonly rowNumber: number;
  readonly cells: RosterCells;
  /** What stands in the unit's own columns, from left to right; absent: nothing. */
  readonly own?: readonly (string | number | null)[] | undefined;
  readonly findings: readonly AnnotatedFinding[];
  /** What the row is known by when the workbook comes back. */
  readonly key: string;
}

export interface AnnotatedRoster {
  readonly sheet: string;
  readonly columns: readonly AnnotatedColumn[];
  readonly rows: AsyncIterable<AnnotatedRow>;
  /** Facts that stand above the counts, with their words. */
  readonly facts: readonly (readonly [word: string, text: string])[];
}

/** Notes are drawn shapes: Excel takes minutes over tens of thousands. Beyond these the column 问题 says it alone. */
export const MOST_NOTES = 3_000;
const ROWS_NAMED = 10;

/**
 * 批注名单: the list with its wrong cells in red (those to look at in amber) and what is wrong written beside, cell by cell and row by
 * row; a hidden column with the row's key; a sheet that counts the causes and says how to give the workbook back. In chunks.
 */
export function writeAnnotatedRoster(roster: AnnotatedRoster): AsyncGenerator<Buffer, void, undefined> {
  const notes: CellNote[] = [];
  const summary = new Summary(roster.facts);
  const { columns } = roster;
  return streamWorkbook([
    {
      sheet: isSheetName(roster.sheet) && roster.sheet !== SUMMARY ? roster.sheet : '参保名单',
      columns: [
        ...columns.map(({ header, width, asText }) => ({ header, width, ...(asText && { form: 'text' as const }) })),
        { header: ANNOTATION_HEADERS.rowNumber, width: 10 },
        { header: ANNOTATION_HEADERS.problems, width: 62, form: 'wrap' },
        { header: ANNOTATION_HEADERS.key, width: 20, form: 'text', hidden: true },
      ],
      rows: annotate(roster, notes, summary),
      filter: true,
      landscape: true,
      notes,
    },
    {
      sheet: SUMMARY,
      columns: [
        { header: '项目', width: 34, form: 'wrap' },
        { header: '行数', width: 10 },
        { header: '说明', width: 88, form: 'wrap' },
      ],
      rows: summary.rows(),
      landscape: true,
    },
  ]);
}

async function* annotate(
  { columns, rows }: AnnotatedRoster,
  notes: CellNote[],
  summary: Summary,
): AsyncGenerator<TableRow> {
  const places = new Map(columns.map(({ field }, at) => [field, at]));
  // What concerns the whole row, or a column that is not there, is said at the name.
  const placeOf = (field: AnnotatedFinding['field']) =>
    (field === 'row' ? undefined : places.get(field)) ?? places.get('name') ?? 0;
  let row = 1;
  for await (const { rowNumber, cells, own = [], findings, key } of rows) {
    row += 1;
    let place = 0;
    const values: (TableRow[number] | undefined)[] = columns.map(
      ({ field }) => (field === null ? own[place++] : cells[field]) ?? null,
    );
    const said = new Map<number, string[]>();
    for (const { field, severity, sentence } of findings) {
      const at = placeOf(field);
      const mark = isError(values[at]) ? 'error' : severity;
      values[at] = { text: String(textOf(values[at]) ?? ''), mark };
      said.set(at, [...(said.get(at) ?? []), sentence]);
    }
    for (const [column, sentences] of said) {
      if (notes.length < MOST_NOTES) notes.push({ row, column, text: sentences.join('\n') });
    }
    summary.add(rowNumber, findings);
    const problems = findings.map((finding) => `${wordOf(columns, finding)}${finding.sentence}`).join('\n');
    yield [...values.map((value) => value ?? null), rowNumber, problems === '' ? null : problems, key];
  }
}

function wordOf(columns: readonly AnnotatedColumn[], { field, severity }: AnnotatedFinding): string {
  const header = columns.find((column) => column.field === field)?.header.replace('*', '');
  return `${severity === 'error' ? '错误' : '提醒'} · ${header ? `${header} · ` : ''}`;
}

const isError = (value: TableRow[number] | undefined) => isMarked(value) && value.mark === 'error';
const textOf = (value: TableRow[number] | undefined) => (isMarked(value) ? value.text : value);

function isMarked(value: TableRow[number] | undefined): value is MarkedCell {
  return typeof value === 'object' && value !== null;
}

const SUMMARY = '核对说明';
const HOW: readonly (readonly [string, string])[] = [
  [
    '一、改名单',
    '红色格子有错误，改完才能提交；黄色格子是提醒，不影响提交。鼠标停在格子上可以看原因，“问题”一列也写着。',
  ],
  ['二、增减人员', '可以排序、筛选，可以在下面加人，也可以删去整行。删去的行导入时会再问您一次，不会直接删除。'],
  [
    '三、存盘导入',
    '存为 Excel 工作簿（*.xlsx），回到网页点【导入名单】选这个文件。先列出改了什么，您看过以后才并入名单。',
  ],
  ['第几行', '说到“第几行”，都是“网页行号”一列的数，与网页上的行号相同。'],
  ['网页上也改了', '两边的修改会合在一起；同一格两边改得不同的，由您选用哪一边。'],
  ['请保留的列', `“${ROW_KEY_HEADER}”一列是隐藏的，用来认出每一行。请不要修改它，也不要把它删去。`],
  ['请注意保管', '这份文件里有完整的证件号码，用完请删除，不要发到聊天群里。'],
];

/** The second sheet. No row of it names two columns of a list, so that the reader cannot take it for one. */
class Summary {
  readonly #facts: AnnotatedRoster['facts'];
  readonly #causes = new Map<string, { severity: AnnotatedFinding['severity']; rows: number; first: number[] }>();
  readonly #rows = { all: 0, error: 0, warning: 0, clean: 0 };

  constructor(facts: AnnotatedRoster['facts']) {
    this.#facts = facts;
  }

  add(rowNumber: number, findings: readonly AnnotatedFinding[]): void {
    this.#rows.all += 1;
    const severities = new Set(findings.map(({ severity }) => severity));
    for (const severity of severities) this.#rows[severity] += 1;
    if (severities.size === 0) this.#rows.clean += 1;
    for (const [cause, severity] of new Map(findings.map((finding) => [finding.cause, finding.severity]))) {
      const known = this.#causes.get(cause) ?? { severity, rows: 0, first: [] };
      known.rows += 1;
      if (known.first.length < ROWS_NAMED) known.first.push(rowNumber);
      this.#causes.set(cause, known);
    }
  }

  /** Asked for when all rows have been added. */
  *rows(): Generator<TableRow> {
    for (const [word, text] of this.#facts) yield [word, null, text];
    const { all, clean, error, warning } = this.#rows;
    yield ['名单', all, null];
    yield ['没有问题', clean, '照原样列出，不用改。'];
    yield [
      error > 0 ? { text: '有错误', mark: 'error' } : '有错误',
      error,
      error > 0 ? '红色格子，改完才能提交。' : null,
    ];
    yield [
      warning > 0 ? { text: '有提醒', mark: 'warning' } : '有提醒',
      warning,
      warning > 0 ? '黄色格子，看一眼即可。' : null,
    ];
    const causes = [...this.#causes].sort(([, a], [, b]) => order(a) - order(b) || b.rows - a.rows);
    for (const [cause, { severity, rows, first }] of causes) {
      const named = `第 ${first.join('、')} 行${rows > first.length ? '等' : ''}`;
      yield [`${severity === 'error' ? '错误' : '提醒'}：${cause}`, rows, named];
    }
    for (const [word, text] of HOW) yield [word, null, text];
    if (error + warning > MOST_NOTES / 2) {
      yield ['批注太多时', null, `批注最多 ${MOST_NOTES.toLocaleString('en-US')} 条，其余的行请看“问题”一列。`];
    }
  }
}

const order = ({ severity }: { severity: AnnotatedFinding['severity'] }) => (severity === 'error' ? 0 : 1);
