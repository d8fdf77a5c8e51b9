import { type SyntheticPerson, syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { type CraftedEntry, craftArchive } from './craft-archive.ts';
import { craftEntries, HEADERS } from './craft-workbook.ts';

const LETTERS = 'ABCDEFGHI';
const STRINGS_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Excel's attributes of every row; the readers must walk over them. */
const ROW_TAIL = 'spans="1:9" x14ac:dyDescent="0.25"';

/**
 * A roster of nine columns as Excel saves it: every text in the table of shared strings (in the order in which it first
 * stands in the sheet), numbers with a style, one line of XML. One row of a hundred has no 备注 (a styled blank cell).
 * @param rows data rows; row n of the data stands in sheet row n + 2
 * @param from index of the first synthetic person
 * @param wrongEvery so many rows have one among them whose check character is wrong; absent: none has
 */
export function excelRoster({
  rows,
  from = 0,
  wrongEvery = Number.POSITIVE_INFINITY,
}: {
  readonly rows: number;
  readonly from?: number;
  readonly wrongEvery?: number;
}): Buffer {
  const strings = new SharedTable();
  const sheet: Buffer[] = [];
  let lines: string[] = [rowXml(1, HEADERS, strings)];
  for (let position = 0; position < rows; position++) {
    const right = syntheticPerson(from + position);
    const person = position % wrongEvery === wrongEvery - 1 ? { ...right, idNumber: spoilt(right.idNumber) } : right;
    lines.push(rowXml(position + 2, nineCells(person, position), strings));
    if (lines.length < 2_000) continue;
    sheet.push(Buffer.from(lines.join('')));
    lines = [];
  }
  sheet.push(Buffer.from(lines.join('')));
  const entries = craftEntries({ rows: '@', strings: [] }).map((entry): CraftedEntry => {
    if (entry.name === 'xl/sharedStrings.xml') return { ...entry, data: strings.part(String(entry.data)) };
    if (entry.name !== 'xl/worksheets/sheet1.xml') return entry;
    const [before = '', after = ''] = String(entry.data).split('@');
    return { ...entry, data: Buffer.concat([Buffer.from(before), ...sheet, Buffer.from(after)]) };
  });
  return craftArchive(entries);
}

/** Whatever the right check character is, this is another one. */
const spoilt = (idNumber: string) => idNumber.slice(0, 17) + (idNumber.endsWith('1') ? '2' : '1');

type Cell = string | number | null;

/** The nine cells of a synthetic person who stands at a position of a list. */
export function nineCells(person: SyntheticPerson, position: number): readonly Cell[] {
  const note = position % 100 === 7 ? null : '在职';
  return [
    position + 1,
    person.name,
    '居民身份证',
    person.idNumber,
    person.sex === 'male' ? '男' : '女',
    person.birthDate,
    person.phone,
    1 + (position % 3),
    note,
  ];
}

function rowXml(row: number, cells: readonly Cell[], strings: SharedTable): string {
  const written = cells.map((value, at) => {
    const reference = `${LETTERS[at]}${row}`;
    if (typeof value === 'number') return `<c r="${reference}" s="0"><v>${value}</v></c>`;
    return value === null
      ? `<c r="${reference}" s="0"/>`
      : `<c r="${reference}" t="s"><v>${strings.index(value)}</v></c>`;
  });
  return `<row r="${row}" ${ROW_TAIL}>${written.join('')}</row>`;
}

class SharedTable {
  readonly #indexes = new Map<string, number>();

  index(text: string): number {
    const known = this.#indexes.get(text);
    if (known !== undefined) return known;
    this.#indexes.set(text, this.#indexes.size);
    return this.#indexes.size - 1;
  }

  part(empty: string): Buffer {
    const [before = '', after = ''] = empty.split('</sst>');
    const chunks: Buffer[] = [Buffer.from(STRINGS_HEAD + before)];
    let items: string[] = [];
    for (const text of this.#indexes.keys()) {
      items.push(`<si><t>${text}</t></si>`);
      if (items.length < 5_000) continue;
      chunks.push(Buffer.from(items.join('')));
      items = [];
    }
    chunks.push(Buffer.from(`${items.join('')}</sst>${after}`));
    return Buffer.concat(chunks);
  }
}
