import { crc32, inflateRawSync } from 'node:zlib';

export interface ReferenceRow {
  readonly rowNumber: number;
  readonly hidden: boolean;
  /** 1-based column → the cell's type and text as written, no meaning given to numbers. */
  readonly cells: ReadonlyMap<number, string>;
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

/**
 * The rows of a worksheet, read a second time by other means: the whole part in memory, a tree, no shortcuts. Slow, and
 * only for small files of tests. Knows nothing of rosters; merges are not filled.
 * @throws Error when zip or XML are not sound
 */
export function referenceRows(file: Buffer, sheetPart: string): ReferenceRow[] {
  const parts = unzip(file);
  const strings = parts.has('xl/sharedstrings.xml')
    ? children(parse(need(parts, 'xl/sharedstrings.xml')), 'si').map(itemText)
    : [];
  const root = parse(need(parts, sheetPart.toLowerCase()));
  if (root.name !== 'worksheet') throw new Error('no worksheet');
  const data = children(root, 'sheetData');
  if (data.length !== 1) throw new Error('no sheetData, or two');
  const rows: ReferenceRow[] = [];
  let at = 0;
  for (const row of elements(data[0] as Element)) {
    if (row.name !== 'row') throw new Error('something between the rows');
    at = row.attributes.r === undefined ? at + 1 : Number(row.attributes.r);
    const cells = new Map<number, string>();
    let column = 0;
    for (const cell of elements(row)) {
      if (cell.name === 'extLst') continue;
      if (cell.name !== 'c') throw new Error('something between the cells');
      // Where a blank cell says that it stands matters to nobody.
      column =
        cell.attributes.r === undefined ? column + 1 : columnOf(cell.attributes.r, cell.children.length > 0 ? at : 0);
      const text = cellText(cell, strings);
      if (text !== undefined) cells.set(column, text);
    }
    if (cells.size > 0)
      rows.push({ rowNumber: at, hidden: ['1', 'true'].includes(row.attributes.hidden ?? ''), cells });
  }
  return rows;
}

function cellText(cell: Element, strings: readonly string[]): string | undefined {
  const values = children(cell, 'v');
  const value = values.length === 0 ? undefined : ownText(values[0] as Element);
  const formula = children(cell, 'f').length > 0 ? 'formula:' : undefined;
  const text = (content: string | undefined) => {
    if (content === undefined) return formula;
    return content.trim() === '' ? undefined : `text:${content}`;
  };
  switch (cell.attributes.t) {
    case 's':
      if (value === undefined) return formula;
      if (!/^\s*\d+\s*$/.test(value) || Number(value) >= strings.length) throw new Error('a string that is not there');
      return text(strings[Number(value)]);
    case 'inlineStr':
      return text(children(cell, 'is')[0] && itemText(children(cell, 'is')[0] as Element));
    case 'str':
      return text(value === undefined ? undefined : withoutEscapes(value));
    case 'b':
      return value === undefined || value.trim() === ''
        ? formula
        : `boolean:${['1', 'true'].includes(value.trim()) ? 'TRUE' : 'FALSE'}`;
    case 'e':
      return `error:${(value ?? '').trim() || '#VALUE!'}`;
    case 'd':
    case 'n':
    case undefined:
      return value === undefined || value.trim() === ''
        ? formula
        : `${cell.attributes.t === 'd' ? 'day' : 'number'}:${value.trim()}`;
    default:
      throw new Error('a type that is none');
  }
}

function itemText(item: Element): string {
  let text = '';
  const walk = (element: Element) => {
    for (const child of element.children) {
      if (typeof child === 'string') continue;
      if (child.name === 't') text += ownText(child);
      else if (child.name !== 'rPh') walk(child);
    }
  };
  walk(item);
  return withoutEscapes(text);
}

const withoutEscapes = (text: string) =>
  text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|\0/g, '\uFFFD');
const elements = (of: Element) => of.children.filter((child): child is Element => typeof child !== 'string');
const children = (of: Element, name: string) => elements(of).filter((child) => child.name === name);
const ownText = (of: Element) => of.children.filter((child) => typeof child === 'string').join('');

function columnOf(reference: string, row: number): number {
  const [, letters = '', digits = ''] = /^([A-Z]{1,3})(\d+)$/.exec(reference) ?? [];
  if (row > 0 && Number(digits) !== row) throw new Error('a cell of another row');
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function need(parts: ReadonlyMap<string, Buffer>, name: string): string {
  const part = parts.get(name);
  if (!part) throw new Error(`no ${name}`);
  const encoding =
    part[0] === 0xff || part[1] === 0 ? 'utf-16le' : part[0] === 0xfe || part[0] === 0 ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(part);
}

function unzip(file: Buffer): Map<string, Buffer> {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const parts = new Map<string, Buffer>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    if (file.readUInt32LE(at) !== 0x02014b50) throw new Error('no directory');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    let [packed, whole, local] = [20, 24, 42].map((offset) => file.readUInt32LE(at + offset)) as [
      number,
      number,
      number,
    ];
    if (packed === 0xffffffff) {
      const extra = at + 46 + nameLength + 4;
      [whole, packed, local] = [0, 8, 16].map((offset) => Number(file.readBigUInt64LE(extra + offset))) as [
        number,
        number,
        number,
      ];
    }
    const name = file
      .toString('utf8', at + 46, at + 46 + nameLength)
      .replaceAll('\\', '/')
      .toLowerCase();
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const bytes = file.subarray(start, start + packed);
    const data = file.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes, { maxOutputLength: 1 << 26 });
    if (parts.has(name)) throw new Error('a name twice');
    if (data.length !== whole || crc32(data) !== file.readUInt32LE(at + 16))
      name.endsWith('/') || parts.set(`damaged:${name}`, data);
    else parts.set(name, data);
    at += 46 + nameLength + extraLength + commentLength;
  }
  return parts;
}

const NAME = '[A-Za-z_:\\u{c0}-\\u{effff}][\\w.:\\-\\u{b7}-\\u{effff}]*';
const VALUE = `"[^"<]*"|'[^'<]*'`;
const ATTRIBUTE = `\\s+(${NAME})\\s*=\\s*(${VALUE})`;
const TOKEN = new RegExp(
  [
    '<!--(?:(?!--)[\\s\\S])*-->',
    '<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>',
    '<\\?(?:[^?]|\\?(?!>))*\\?>',
    `</(${NAME})\\s*>`,
    `<(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:${VALUE}))*)\\s*(/?)>`,
    '([^<]+)',
  ].join('|'),
  'yu',
);

function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  const names: string[] = [];
  TOKEN.lastIndex = 0;
  const source = xml.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  for (let at = 0; at < source.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) throw new Error('XML is not well-formed');
    const [, cdata, closing, opening, attributes = '', empty, text] = match;
    const top = open.at(-1) as Element;
    if (cdata !== undefined) top.children.push(cdata);
    else if (text !== undefined) top.children.push(decode(text));
    else if (closing !== undefined) {
      if (names.pop() !== closing) throw new Error('XML is not well-formed');
      open.pop();
    } else if (opening !== undefined) {
      const found: Record<string, string> = {};
      for (const [, name = '', value = ''] of attributes.matchAll(new RegExp(ATTRIBUTE, 'gu'))) {
        if (name in found) throw new Error('an attribute twice');
        found[name] = decode(value.slice(1, -1));
      }
      const element = { name: opening.slice(opening.indexOf(':') + 1), attributes: found, children: [] };
      top.children.push(element);
      if (empty) continue;
      open.push(element);
      names.push(opening);
    }
  }
  const roots = elements(root);
  if (open.length !== 1 || roots.length !== 1 || ownText(root).trim() !== '') throw new Error('XML is not well-formed');
  return roots[0] as Element;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&([^;&]*;?)/g, (_, body: string) => {
    const [, hex, decimal, name] = /^(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));$/.exec(body) ?? [];
    if (hex ?? decimal) return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
    const known = NAMED[name ?? ''];
    if (known === undefined) throw new Error('an unknown entity');
    return known;
  });
}
