import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { corrupt } from './corrupt.ts';
import { bomb } from './open-archive.ts';

/** Attributes by their name as written; OOXML's own attributes carry no prefix, relationship ids do. */
export type XmlAttributes = Readonly<Record<string, string>>;

export interface XmlHandlers {
  /** `local` is the name without prefix: writers prefix the spreadsheet namespace as they please. */
  open(local: string, attributes: XmlAttributes, depth: number): void;
  close(local: string, depth: number): void;
  /** Character data, CDATA too; may come in pieces. */
  text(text: string): void;
}

const MAX_DEPTH = 64;
/** Characters without one event: an endless comment, attribute or text. The longest honest token is far below. */
const MAX_TOKEN = 4 * 1024 * 1024;
const SMALL_PART = 32 * 1024 * 1024;

/**
 * Tokenizes one XML part, bytes pushed in, events out. Strict where OOXML gives no freedom: no DTD (so no entities),
 * XML 1.0 characters only, UTF-8 or UTF-16, depth ≤ 64, one root, nothing after it. Any breach is FILE_CORRUPT.
 * Namespaces are matched by local name, URIs are not compared: strict and transitional differ in nothing else here.
 */
export class XmlReader {
  readonly #parser = new SaxesParser({ defaultXMLVersion: '1.0', forceXMLVersion: true });
  #decoder: TextDecoder | undefined;
  #head: Uint8Array = new Uint8Array();
  #depth = 0;
  #tags = 0;
  #silent = 0;
  readonly #prepare: (text: string) => string;

  /** @param prepare changes the decoded text, chunk by chunk, before it is tokenized */
  constructor(handlers: XmlHandlers, prepare: (text: string) => string = (text) => text) {
    this.#prepare = prepare;
    const parser = this.#parser;
    parser.on('error', () => {
      throw corrupt('XML 格式错误');
    });
    parser.on('doctype', () => {
      throw corrupt('含有不允许的 DTD');
    });
    parser.on('xmldecl', (declaration) => this.#checkEncoding(declaration.encoding));
    parser.on('opentag', (tag) => {
      this.#silent = 0;
      this.#tags += 1;
      this.#depth += 1;
      if (this.#depth > MAX_DEPTH) throw corrupt('XML 嵌套过深');
      handlers.open(localName(tag.name), tag.attributes as XmlAttributes, this.#depth);
    });
    parser.on('closetag', (tag) => {
      this.#silent = 0;
      this.#tags += 1;
      handlers.close(localName(tag.name), this.#depth);
      this.#depth -= 1;
    });
    const text = (data: string) => {
      this.#silent = 0;
      if (this.#depth > 0) handlers.text(data);
    };
    parser.on('text', text);
    parser.on('cdata', text);
  }

  /** Tags met so far; an empty element counts for two. */
  get tags(): number {
    return this.#tags;
  }

  /** Whether the part is UTF-8; undefined before its first bytes. */
  get isUtf8(): boolean | undefined {
    return this.#decoder && this.#decoder.encoding === 'utf-8';
  }

  write(bytes: Uint8Array): void {
    if (!this.#decoder) {
      // The encoding shows in the first bytes; they may come split.
      this.#head = this.#head.length === 0 ? bytes : Buffer.concat([this.#head, bytes]);
      if (this.#head.length < 4) return;
      this.#decoder = decoderFor(this.#head);
      bytes = this.#head;
      this.#head = new Uint8Array();
    }
    this.#push(this.#decode(bytes, true));
  }

  /** To be called after the last byte: an unfinished document is refused here. */
  end(): void {
    if (!this.#decoder) throw corrupt('XML 是空的');
    this.#push(this.#decode(new Uint8Array(), false));
    this.#parser.close();
  }

  #decode(bytes: Uint8Array, stream: boolean): string {
    try {
      return this.#decoder?.decode(bytes, { stream }) ?? '';
    } catch {
      throw corrupt('文字编码错误');
    }
  }

  #push(text: string): void {
    if (text.length === 0) return;
    const prepared = this.#prepare(text);
    this.#silent += prepared.length;
    this.#parser.write(prepared);
    if (this.#silent > MAX_TOKEN) throw bomb('单个内容过长');
  }

  #checkEncoding(declared: string | undefined): void {
    if (declared === undefined) return;
    const family = this.#decoder?.encoding === 'utf-8' ? /^(utf-?8|us-ascii|ascii)$/i : /^(utf-?16(le|be)?|unicode)$/i;
    if (!family.test(declared)) throw corrupt('文字编码不支持');
  }
}

/** The decoder that the first four bytes of a part call for; a wrong byte throws. */
export function decoderFor(head: Uint8Array): TextDecoder {
  const [a, b] = head;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return new TextDecoder('utf-16le', { fatal: true });
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return new TextDecoder('utf-16be', { fatal: true });
  return new TextDecoder('utf-8', { fatal: true });
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Reads a part (workbook, rels, styles) from beginning to end; no honest one is longer than the bound. */
export async function readXml(chunks: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  const reader = new XmlReader(handlers);
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > SMALL_PART) throw bomb('解压后的大小');
    reader.write(chunk);
  }
  reader.end();
}

/** XML Schema boolean: `1` and `true` are true. */
export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
