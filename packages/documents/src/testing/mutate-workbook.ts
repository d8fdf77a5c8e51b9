import { type CraftedEntry, craftArchive } from './craft-archive.ts';
import type { ModelWorkbook } from './model-workbook.ts';
import type { Random } from './random.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const STRANGE = [
  '0',
  '-1',
  '1048577',
  '1048576',
  'XFE1',
  'A0',
  '',
  '99999999999999999999',
  '1e3',
  '0x1F',
  ' 2 ',
  '２',
  'NaN',
  's',
  'inlineStr',
  'str',
  'b',
  'd',
  'e',
  'x',
  'A1',
  'XFD1048576',
  '../../../etc/passwd',
  '\u{20BB7}',
];
const INSERTS = [
  '<!-- <row r="2"/> -->',
  '<![CDATA[x]]>',
  '&#0;',
  '&#xD800;',
  '&x;',
  ']]>',
  '<?x y?>',
  '<!DOCTYPE x>',
  '<row r="3"/>',
  '<c r="A1"/>',
  '</row>',
  '<v>1</v>',
  '<t>',
  'text',
  '\u0001',
  '\uFFFF',
  '<x:y/>',
  '<mergeCell ref="A1:A9"/>',
  '<sheetData/>',
  '>',
  '<',
];
const TAG = /<[^<>]*>/g;

export interface Mutation {
  readonly file: Buffer;
  readonly change: string;
}

/** One to three changes: to the bytes of the zip, to its headers, to its list of parts, or to the XML inside a sound zip. */
export function mutateWorkbook(model: ModelWorkbook, random: Random): Mutation {
  const kind = random.int(0, 9);
  if (kind === 0) return damageBytes(model.file, random);
  if (kind === 1) return changeHeader(model.file, random);
  if (kind === 2) return changeParts(model.entries, random);
  const entries = [...model.entries];
  const changes: string[] = [];
  for (let count = random.int(1, 3); count > 0; count--) {
    const at = random.chance(0.7)
      ? entries.findIndex((entry) => entry.name === SHEET)
      : random.int(0, entries.length - 1);
    const entry = entries[at] as CraftedEntry;
    const { data, change } = changeXml(entry.data, random);
    entries[at] = { ...entry, data };
    changes.push(`${entry.name}: ${change}`);
  }
  return { file: craftArchive(entries), change: changes.join('; ') };
}

function damageBytes(original: Buffer, random: Random): Mutation {
  const file = Buffer.from(original);
  const how = random.int(0, 3);
  const at = random.int(0, file.length - 1);
  if (how === 0) return { file: file.subarray(0, at), change: `cut at ${at}` };
  if (how === 1)
    return {
      file: Buffer.concat([file.subarray(0, at), file.subarray(at + random.int(1, 40))]),
      change: `bytes out at ${at}`,
    };
  if (how === 2)
    return {
      file: Buffer.concat([file.subarray(0, at), file.subarray(random.int(0, at), at), file.subarray(at)]),
      change: `bytes twice at ${at}`,
    };
  for (let flips = random.int(1, 8); flips > 0; flips--) {
    const place = random.int(0, file.length - 1);
    file[place] = (file[place] ?? 0) ^ (1 << random.int(0, 7));
  }
  return { file, change: 'bits flipped' };
}

function changeHeader(original: Buffer, random: Random): Mutation {
  const file = Buffer.from(original);
  const signature = Buffer.from(random.pick(['PK\x03\x04', 'PK\x01\x02', 'PK\x05\x06']), 'latin1');
  const places: number[] = [];
  for (let at = file.indexOf(signature); at >= 0; at = file.indexOf(signature, at + 1)) places.push(at);
  const at = random.pick(places) + random.int(4, 44);
  const value = random.pick([0, 1, 0xff, 0xffff, 0x7fffffff, 0xffffffff, random.int(0, file.length)]);
  const size = random.pick([1, 2, 4]);
  if (at + size > file.length) return damageBytes(original, random);
  file.writeUIntLE(value & (size === 4 ? 0xffffffff : 2 ** (8 * size) - 1) ? value % 2 ** (8 * size) : 0, at, size);
  return { file, change: `header at ${at}: ${value} in ${size} bytes` };
}

function changeParts(original: readonly CraftedEntry[], random: Random): Mutation {
  const entries = [...original];
  const at = random.int(0, entries.length - 1);
  const entry = entries[at] as CraftedEntry;
  const how = random.int(0, 4);
  if (how === 0) entries.splice(at, 1);
  if (how === 1) entries.push({ ...entry });
  if (how === 2)
    entries[at] = {
      ...entry,
      name: random.pick(['x', `${entry.name}x`, entry.name.toUpperCase(), `/${entry.name}`, `../${entry.name}`]),
    };
  if (how === 3) entries[at] = { ...entry, data: random.pick(entries).data };
  if (how === 4) entries[at] = { ...entry, method: random.int(0, 20) };
  return { file: craftArchive(entries), change: `parts: ${how} ${entry.name}` };
}

/** Changes that leave the XML well-formed: what comes of them is often a file that reads. */
function changeElement(xml: string, random: Random): { data: string; change: string } {
  const elements = [...xml.matchAll(/<((?:x:)?(?:row|c|si|v|t|r|mergeCell))\b[^<>]*(?:\/>|>.*?<\/\1>)/gs)];
  if (elements.length === 0) return { data: xml, change: 'nothing' };
  const element = random.pick(elements);
  const other = random.pick(elements);
  const put = (at: RegExpMatchArray, text: string, source = xml) =>
    source.slice(0, at.index) + text + source.slice((at.index ?? 0) + at[0].length);
  const shown = element[0].slice(0, 40);
  switch (random.int(0, 5)) {
    case 0:
      return { data: put(element, ''), change: `element out ${shown}` };
    case 1:
      return { data: put(element, `<!-- ${element[0].replaceAll('-', '')} -->`), change: `into a comment ${shown}` };
    case 2: {
      const number = String(random.int(1, 40));
      const renumbered = element[0].replaceAll(/(?<=\br="[A-Z]*)\d+(?=")/g, number);
      return { data: put(element, renumbered), change: `number ${number} for ${shown}` };
    }
    case 3: {
      if (element.index <= other.index)
        return { data: put(element, other[0]), change: `${other[0].slice(0, 40)} for ${shown}` };
      return {
        data: put(other, element[0], put(element, other[0])),
        change: `${shown} and ${other[0].slice(0, 40)} change places`,
      };
    }
    case 4:
      return { data: put(element, element[0].replaceAll(/ r="[A-Z]*\d+"/g, '')), change: `no references ${shown}` };
    default:
      return {
        data: put(element, element[0].replace(/>([^<>]*)<\/([^<>]*)>/, '><![CDATA[$1]]></$2>')),
        change: `CDATA ${shown}`,
      };
  }
}

function changeXml(data: string | Buffer, random: Random): { data: string | Buffer; change: string } {
  // UTF-16 parts are changed as bytes.
  const xml = data.toString();
  const tags = [...xml.matchAll(TAG)];
  if (tags.length < 2 || xml.includes('\0')) {
    const bytes = Buffer.from(data);
    const at = random.int(0, Math.max(0, bytes.length - 1));
    return {
      data: random.chance(0.5)
        ? bytes.subarray(0, at)
        : Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.int(1, 9))]),
      change: `bytes at ${at}`,
    };
  }
  if (random.chance(0.4)) return changeElement(xml, random);
  const tag = random.pick(tags);
  const [from, to] = [tag.index, tag.index + tag[0].length];
  const before = xml.slice(0, from);
  const after = xml.slice(to);
  const element = /^<([^\s/>]+)/.exec(tag[0])?.[1];
  const end = element ? xml.indexOf(`</${element}>`, to) : -1;
  const whole = end > 0 ? xml.slice(from, end + (element?.length ?? 0) + 3) : tag[0];
  switch (random.int(0, 9)) {
    case 0:
      return { data: before + after, change: `out ${tag[0]}` };
    case 1:
      return { data: before + tag[0] + tag[0] + after, change: `twice ${tag[0]}` };
    case 2:
      return { data: before + xml.slice(from + whole.length), change: `element out ${tag[0]}` };
    case 3:
      return { data: before + whole + xml.slice(from), change: `element twice ${tag[0]}` };
    case 4: {
      const value = random.pick(STRANGE);
      const attributes = [...tag[0].matchAll(/(\s[\w:]+=")[^"]*"/g)];
      if (attributes.length === 0) return { data: `${before}<!---->${tag[0]}${after}`, change: 'a comment' };
      const attribute = random.pick(attributes);
      const changed = `${tag[0].slice(0, attribute.index)}${attribute[1]}${value}"${tag[0].slice(attribute.index + attribute[0].length)}`;
      return { data: before + changed + after, change: `${tag[0]} → ${changed}` };
    }
    case 5: {
      const changed = tag[0].replace(/\s[\w:]+="[^"]*"/, '');
      return { data: before + changed + after, change: `attribute out ${tag[0]}` };
    }
    case 6: {
      const piece = random.pick(INSERTS);
      return { data: before + piece + xml.slice(from), change: `in ${piece} before ${tag[0]}` };
    }
    case 7: {
      const at = random.int(0, xml.length);
      return { data: xml.slice(0, at), change: `cut at ${at}` };
    }
    case 8: {
      const other = random.pick(tags);
      return { data: `${before}${other[0]}${after}`, change: `${tag[0]} → ${other[0]}` };
    }
    default: {
      const at = random.int(0, xml.length - 1);
      return {
        data: xml.slice(0, at) + random.pick([...'<>&"\'=/ \n0A\u{20BB7}']) + xml.slice(at + random.int(0, 1)),
        change: `a character at ${at}`,
      };
    }
  }
}
