import { promisify } from 'node:util';
import { inflate } from 'node:zlib';

const unzip = promisify(inflate);

/** What makes a PDF do something, or carry another file. */
const ACTIVE_NAMES = /\/(?:JavaScript|Launch|RichMedia|EmbeddedFiles?|XFA|SubmitForm|ImportData)(?![A-Za-z0-9])/;
const ENCRYPTED = /\/Encrypt(?![A-Za-z0-9])/;
/** What a browser, a server or a shell would take for a page or a program. */
const MARKUP = /<(?:script|html|svg|iframe|!doctype html|\?php)/i;

const MOST_OBJECT_STREAMS = 2_000;
const MOST_BYTES_PER_STREAM = 4 * 1024 * 1024;
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Whether a picture or a PDF hides something that is no picture and no page: markup, an archive behind its end, and in a PDF
 * scripts, attachments, or encryption behind which nobody can look. Strict on purpose: a scan has none of it. It is
 * the first wall; the second is that evidence is only ever sent as an attachment under its sniffed type.
 */
export async function hasSmuggledContent(content: Buffer, type: string): Promise<boolean> {
  const text = content.toString('latin1');
  if (MARKUP.test(text) || endsAsArchive(content)) return true;
  return type === 'application/pdf' && isActivePdf(content, text);
}

/** A ZIP is found from its end, so anything may stand before it. */
function endsAsArchive(content: Buffer): boolean {
  const tail = content.subarray(Math.max(0, content.length - 66_000));
  return tail.includes('PK\u0005\u0006', 0, 'latin1');
}

async function isActivePdf(content: Buffer, text: string): Promise<boolean> {
  // A reader of another kind takes the file by a later header.
  if (!text.startsWith('%PDF-')) return true;
  if (isActive(text)) return true;
  let bytes = 0;
  let streams = 0;
  for (const found of text.matchAll(/(?<!end)stream\r?\n/g)) {
    const start = found.index + found[0].length;
    const dictionary = plainNames(text.slice(Math.max(0, found.index - 1_000), found.index));
    const own = dictionary.slice(dictionary.lastIndexOf(' obj'));
    if (!/\/ObjStm(?![A-Za-z0-9])/.test(own)) continue;
    streams += 1;
    const objects = await inflated(content.subarray(start), own);
    bytes += objects?.length ?? 0;
    // What cannot be looked into is not let in.
    if (objects === undefined || streams > MOST_OBJECT_STREAMS || bytes > MOST_BYTES) return true;
    if (isActive(objects.toString('latin1'))) return true;
  }
  return false;
}

function isActive(text: string): boolean {
  const plain = plainNames(text);
  return ACTIVE_NAMES.test(plain) || ENCRYPTED.test(plain);
}

/** `/J#61vaScript` is `/JavaScript`. */
function plainNames(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

async function inflated(stream: Buffer, dictionary: string): Promise<Buffer | undefined> {
  const filters = dictionary.match(/\/(?:\w+Decode|Fl|LZW|A85|AHx|RL)(?!\w)/g) ?? [];
  if (filters.length === 0) return stream.subarray(0, Math.max(0, stream.indexOf('endstream')));
  if (filters.length > 1 || !['/FlateDecode', '/Fl'].includes(filters[0] ?? '')) return undefined;
  const end = stream.indexOf('endstream');
  return unzip(stream.subarray(0, end < 0 ? stream.length : end), { maxOutputLength: MOST_BYTES_PER_STREAM }).catch(
    () => undefined,
  );
}
