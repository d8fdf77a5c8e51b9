import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import type { SheetRow } from '@huzhu/domain/roster/match-header';
import type { RawCell } from '@huzhu/domain/roster/roster-row';
import { type CraftedEntry, craftArchive } from './craft-archive.ts';
import { craftEntries, HEADERS } from './craft-workbook.ts';
import type { Random } from './random.ts';

export interface ModelWorkbook {
  readonly file: Buffer;
  /** The parts before they were zipped, for mutations that keep the zip sound. */
  readonly entries: readonly CraftedEntry[];
  readonly headerRow: number;
  /** What stands below the header, in order. */
  readonly rows: readonly SheetRow[];
  readonly date1904: boolean;
}

export interface ModelOptions {
  /** Only what exceljs reads without fault: UTF-8, no prefixes, no phonetic runs, all references written. */
  readonly plain?: boolean;
  readonly rows?: number;
}

const COLUMNS = [...HEADERS, '所在车间', '岗位'];
const NEEDED = ['姓名', '证件类型', '证件号码'];
const PIECES = [
  ...'王李欧阳𠮷䶮㛃𬭎Ａ１·•．・“’<>&"\'=+-@#%[]{}_',
  'ab',
  '_x',
  ']]>',
  '&amp;',
  '\u{1F468}\u200D\u{1F469}',
  '葛\u{E0100}',
  '\u202E',
  'é',
  '\u00a0',
];
/** exceljs decodes what a formula's text says of entities twice. */
const PLAIN_PIECES = PIECES.filter((piece) => !/[&<>_]/.test(piece));
const TRANSITIONAL = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main';

/** A workbook as some program might write it, drawn from a model that says what must be read. */
export function modelWorkbook(random: Random, options: ModelOptions = {}): ModelWorkbook {
  const { plain = false } = options;
  const sheet = new SheetWriter(random, plain);
  const rowCount = options.rows ?? random.int(1, 30);
  sheet.write(rowCount);
  const prefix = !plain && random.chance(0.2) ? 'x:' : '';
  const main = !plain && random.chance(0.2) ? STRICT : TRANSITIONAL;
  const xml = prefix ? prefixed(sheet.xml, prefix) : sheet.xml;
  const declared = `xmlns${prefix ? ':x' : ''}="${main}"`;
  const whole = `<${prefix}worksheet ${declared}>${xml}</${prefix}worksheet>`;
  const entries = craftEntries({
    rows: '',
    workbookPr: sheet.date1904 ? '<workbookPr date1904="1"/>' : '',
    ...(sheet.strings.length > 0 ? { strings: sheet.strings } : {}),
    sheetPart: () =>
      encoded(whole, plain ? 'utf-8' : random.pick(['utf-8', 'utf-8', 'bom', 'utf-16le', 'utf-16be', 'none'])),
  }).map((entry) => ({
    ...entry,
    ...(!plain && random.chance(0.2) ? { method: 0 } : {}),
    ...(!plain && random.chance(0.1) ? { zip64: true } : {}),
  }));
  const ordered = plain ? entries : random.shuffled(entries);
  return {
    file: craftArchive(ordered),
    entries: ordered,
    headerRow: sheet.headerRow,
    rows: sheet.rows,
    date1904: sheet.date1904,
  };
}

/** What stands in CDATA and comments only looks like a tag. */
function prefixed(xml: string, prefix: string): string {
  const tag = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<(\/?)(?=[A-Za-z])/g;
  return xml.replace(tag, (whole, slash?: string) => (whole.startsWith('<!') ? whole : `<${slash}${prefix}`));
}

function encoded(xml: string, encoding: string): string | Buffer {
  if (encoding === 'none') return xml;
  if (!encoding.startsWith('utf-16')) {
    return `${encoding === 'bom' ? '\uFEFF' : ''}<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`;
  }
  const bytes = Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${xml}`, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
}

class SheetWriter {
  readonly strings: string[] = [];
  readonly rows: SheetRow[] = [];
  readonly date1904: boolean;
  headerRow = 0;
  xml = '';
  readonly #random: Random;
  readonly #plain: boolean;

  constructor(random: Random, plain: boolean) {
    this.#random = random;
    this.#plain = plain;
    this.date1904 = random.chance(0.2);
  }

  write(persons: number): void {
    const random = this.#random;
    const words = random.shuffled(COLUMNS.filter((word) => NEEDED.includes(word) || random.chance(0.7)));
    let column = 0;
    const columns = words.map((word) => {
      column += random.chance(0.15) ? 2 : 1;
      return { word, column };
    });
    let last = 0;
    let body = '';
    const add = (row: number, cells: ReadonlyMap<number, string>, attributes = '') => {
      const numbered = this.#plain || row !== last + 1 || random.chance(0.8);
      const r = numbered ? ` r="${row}"` : '';
      body += `<row${r}${attributes}>${this.#cells(row, cells)}</row>${this.#noise()}`;
      last = row;
    };
    this.headerRow = random.int(1, 4);
    if (this.headerRow > 1) add(1, new Map([[1, this.#text('2026 年度参保名单').xml]]));
    add(this.headerRow, new Map(columns.map(({ word, column: at }) => [at, this.#text(word).xml])));

    const merge = this.#mergedType(columns, persons);
    for (let index = 0; index < persons; index++) {
      const row = last + (random.chance(0.1) ? random.int(2, 5) : 1);
      const hidden = random.chance(0.05);
      const read = new Map<number, RawCell>();
      const written = new Map<number, string>();
      for (const { word, column: at } of columns) {
        const cell = this.#cellOf(word, index);
        if (merge && at === merge.column && index > merge.first && index <= merge.last) {
          read.set(at, merge.cell as RawCell);
          continue;
        }
        if (cell.read) read.set(at, cell.read);
        if (merge && at === merge.column && index === merge.first) {
          merge.cell = cell.read;
          merge.top = row;
        }
        if (cell.xml !== '') written.set(at, cell.xml);
      }
      if (merge && index === merge.last) merge.bottom = row;
      if (!this.#plain && random.chance(0.1)) written.set(column + 3, '<c#/>');
      add(row, written, hidden ? ' hidden="1"' : random.pick(['', ' spans="1:9"', ' ht="15" customHeight="1"']));
      this.rows.push({ rowNumber: row, hidden, cells: read });
    }
    if (random.chance(0.3))
      for (let blank = random.int(1, 20); blank > 0; blank--)
        add(
          last + 1,
          new Map([
            [1, '<c# s="1"/>'],
            [2, '<c# s="1"/>'],
          ]),
        );
    const merged =
      merge && merge.bottom > merge.top
        ? `<mergeCells count="1"><mergeCell ref="${letters(merge.column)}${merge.top}:${letters(merge.column)}${merge.bottom}"/></mergeCells>`
        : '';
    const tail = random.chance(0.3) ? `<autoFilter ref="A1:C9"/>` : '';
    // exceljs makes a million cells of it.
    const validation =
      !this.#plain && random.chance(0.3)
        ? '<dataValidations count="1"><dataValidation type="list" sqref="C2:C1048576"><formula1>"a,b"</formula1></dataValidation></dataValidations>'
        : '';
    this.xml = `<dimension ref="A1"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><cols><col min="1" max="16384" width="9" style="1"/></cols><sheetData>${body}</sheetData>${tail}${merged}${validation}<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>`;
  }

  /** Persons whose 证件类型 is written once, merged over all of them. */
  #mergedType(columns: readonly { word: string; column: number }[], persons: number) {
    if (this.#plain || persons < 4 || !this.#random.chance(0.3)) return undefined;
    const column = columns.find(({ word }) => word === '证件类型')?.column ?? 0;
    const first = this.#random.int(0, persons - 3);
    return {
      column,
      first,
      last: this.#random.int(first + 1, persons - 1),
      top: 0,
      bottom: 0,
      cell: undefined as RawCell | undefined,
    };
  }

  #cells(row: number, cells: ReadonlyMap<number, string>): string {
    let text = '';
    let before = 0;
    for (const [column, xml] of [...cells].sort(([a], [b]) => a - b)) {
      const numbered = this.#plain || column !== before + 1 || this.#random.chance(0.8);
      text += xml.replace('<c#', numbered ? `<c r="${letters(column)}${row}"` : '<c') + this.#noise();
      before = column;
    }
    return text;
  }

  #noise(): string {
    if (this.#plain || !this.#random.chance(0.03)) return '';
    return this.#random.pick(['\n  ', '<!-- <row r="1"/> -->', '<?x y?>', '<!--<mergeCel ref="A1:A2"/>-->']);
  }

  #cellOf(word: string, index: number): { read: RawCell | undefined; xml: string } {
    const random = this.#random;
    const person = syntheticPerson(index);
    if (word === '序号') return this.#number(index + 1);
    if (word === '姓名') return this.#text(random.chance(0.7) ? person.name : this.#words());
    if (word === '证件类型') return this.#text('居民身份证');
    // Always a text: a row with a number is a person whatever else it says.
    if (word === '证件号码') return this.#text(person.idNumber);
    if (word === '出生日期' && random.chance(0.5)) return this.#date(person.birthDate);
    const kind = random.int(0, 9);
    if (kind < 4) return this.#text(this.#words());
    if (kind < 6)
      return this.#number(
        random.pick([0, 1, -1, 1.5, 13800000000, 310104198803130000, 1e-7, 0.1, 123456789.123, random.int(0, 1e9)]),
      );
    if (kind === 6 && !this.#plain) return { read: { kind: 'boolean', text: 'TRUE' }, xml: '<c# t="b"><v>1</v></c>' };
    if (kind === 7 && !this.#plain)
      return { read: { kind: 'error', text: '#N/A' }, xml: '<c# t="e"><f>VLOOKUP(1,A:B,2)</f><v>#N/A</v></c>' };
    if (kind === 8 && !this.#plain)
      return {
        read: { kind: 'formula', text: '' },
        xml: random.pick(['<c#><f>1+1</f></c>', '<c# t="str"><f>A1</f></c>', '<c#><f>1</f><v/></c>']),
      };
    return {
      read: undefined,
      xml: this.#plain
        ? ''
        : random.pick([
            '',
            '<c# s="1"/>',
            '<c#></c>',
            '<c# t="inlineStr"><is><t/></is></c>',
            '<c# t="str"><f>""</f><v></v></c>',
          ]),
    };
  }

  #words(): string {
    let text = '';
    for (let count = this.#random.int(1, 6); count > 0; count--)
      text += this.#random.pick(this.#plain ? PLAIN_PIECES : PIECES);
    return `${this.#random.pick(['', '', ' '])}字${text}${this.#random.pick(['', '', '\n', '\t'])}`;
  }

  #number(value: number) {
    const plainText = value.toFixed(20).replace(/\.?0+$/, '');
    const text = this.#random.pick([String(value), String(value), value.toExponential().toUpperCase()]);
    const read: RawCell = { kind: 'number', text: /e/.test(String(value)) ? plainText : String(value), value };
    return { read, xml: `<c#${this.#random.pick(['', ' t="n"', ' s="0"'])}><v>${text}</v></c>` };
  }

  #date(day: string) {
    if (!this.#plain && this.#random.chance(0.2)) {
      const read: RawCell = { kind: 'date', text: day };
      return { read, xml: `<c# t="d"><v>${day}${this.#random.pick(['', 'T00:00:00', 'T23:59:59'])}</v></c>` };
    }
    const since = this.date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
    const value = (Date.parse(day) - since) / 86_400_000 + this.#random.pick([0, 0, 0.25, 0.999]);
    return {
      read: { kind: 'date', text: day, value } as RawCell,
      xml: `<c# s="${this.#random.int(1, 2)}"><v>${value}</v></c>`,
    };
  }

  #text(value: string) {
    const random = this.#random;
    const read: RawCell | undefined = value.trim() === '' ? undefined : { kind: 'text', text: value };
    const runs =
      random.chance(0.2) && value.length > 1 ? this.#runs(value) : `<t xml:space="preserve">${this.#escape(value)}</t>`;
    const storage = random.int(0, 2);
    if (storage === 0) {
      this.strings.push(runs);
      return { read, xml: `<c# t="s"><v>${this.strings.length - 1}</v></c>` };
    }
    if (storage === 1) return { read, xml: `<c# t="inlineStr"><is>${runs}</is></c>` };
    return { read, xml: `<c# t="str">${random.pick(['', '<f>A1&amp;B1</f>'])}<v>${this.#escape(value)}</v></c>` };
  }

  #runs(value: string): string {
    const characters = [...value];
    const cut = this.#random.int(1, Math.max(1, characters.length - 1));
    const run = (part: string[]) =>
      `<r><rPr><b/><sz val="11"/></rPr><t xml:space="preserve">${this.#escape(part.join(''))}</t></r>`;
    const phonetic =
      this.#plain || this.#random.chance(0.5) ? '' : '<rPh sb="0" eb="1"><t>ワン</t></rPh><phoneticPr fontId="1"/>';
    return run(characters.slice(0, cut)) + run(characters.slice(cut)) + phonetic;
  }

  /** As XML, each character in one of the ways that say the same. */
  #escape(value: string): string {
    // A literal escape has to be escaped itself (ECMA-376 22.9.2.19).
    const literal = value.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
    if (!this.#plain && !literal.includes(']]>') && this.#random.chance(0.1)) return `<![CDATA[${literal}]]>`;
    return [...literal]
      .map((character) => {
        const code = character.codePointAt(0) ?? 0;
        if (!this.#plain && this.#random.chance(0.05)) return `&#x${code.toString(16)};`;
        if (character === '&') return '&amp;';
        if (character === '<') return '&lt;';
        if (character === '>') return '&gt;';
        if (character === '"' && this.#random.chance(0.5)) return '&quot;';
        return code < 0x20 ? `&#${code};` : character;
      })
      .join('');
  }
}

export function letters(column: number): string {
  let text = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  return text;
}
