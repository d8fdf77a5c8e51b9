import { corrupt } from './corrupt.ts';
import { resolveEscapes } from './escaped-text.ts';
import { type ArchivePart, bomb } from './open-archive.ts';
import { ownCopy } from './own-copy.ts';
import type { ReaderLimits } from './reader-limits.ts';
import { StringItem } from './string-item.ts';
import { readXml, type XmlHandlers } from './xml-reader.ts';

/** What V8 keeps beside the characters of a short text, in units. */
const UNITS_PER_STRING = 16;

/** Text by index; throws FILE_CORRUPT where a cell points at nothing. */
export type SharedStrings = (index: number) => string;

/** The table is wholly in memory: any row may point anywhere, and the part may follow the sheets in the zip. */
export async function readSharedStrings(part: ArchivePart | undefined, limits: ReaderLimits): Promise<SharedStrings> {
  const strings: string[] = [];
  if (part) {
    const item = new StringItem();
    let units = 0;
    let inItem = false;
    const handlers: XmlHandlers = {
      open(local, _attributes, depth) {
        if (depth === 2 && local === 'si') inItem = true;
        else if (inItem) item.open(local);
      },
      close(local, depth) {
        if (depth === 2 && local === 'si') {
          const text = ownCopy(resolveEscapes(item.take()));
          inItem = false;
          units += text.length + UNITS_PER_STRING;
          if (units > limits.sharedStringUnits) throw bomb('文字过多');
          strings.push(text);
        } else if (inItem) item.close(local);
      },
      text(text) {
        if (!inItem) return;
        item.add(text);
        if (item.length > limits.cellLength * 7) throw corrupt('单元格文字过长');
      },
    };
    await readXml(part.read(), handlers, limits.sharedStringBytes);
  }
  return (index) => {
    const text = strings[index];
    if (text === undefined) throw corrupt('缺少共享字符串');
    return text;
  };
}
