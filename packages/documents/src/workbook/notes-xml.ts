import { escapeText } from './escaped-text.ts';
import { MAIN, XML_HEAD } from './package-names.ts';
import { columnLetters } from './sheet-xml.ts';

/** A note at a cell, as one sees it where the pointer rests. */
export interface CellNote {
  /** 1-based. */
  readonly row: number;
  /** 0-based. */
  readonly column: number;
  readonly text: string;
}

/** Notes that are encoded and deflated together. */
const SLICE = 200;

/** What the notes say. In the order of rows, as Excel writes them. */
export function* notesXml(notes: readonly CellNote[]): Generator<Buffer, void, undefined> {
  yield Buffer.from(`${XML_HEAD}<comments xmlns="${MAIN}"><authors><author>互助</author></authors><commentList>`);
  yield* inSlices(
    notes,
    ({ row, column, text }) =>
      `<comment ref="${columnLetters(column)}${row}" authorId="0"><text><r><rPr><sz val="10"/></rPr><t xml:space="preserve">${escapeText(text) ?? text}</t></r></text></comment>`,
  );
  yield Buffer.from('</commentList></comments>');
}

/** The boxes they stand in: Excel, WPS and LibreOffice show no note without one. */
export function* notesDrawing(notes: readonly CellNote[]): Generator<Buffer, void, undefined> {
  // A drawing numbers its shapes in blocks of 1,024 and names the blocks it uses.
  const blocks = Array.from({ length: Math.ceil((notes.length + 1) / 1024) }, (_, at) => at + 1);
  yield Buffer.from(
    `${XML_HEAD}<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks.join(',')}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`,
  );
  yield* inSlices(notes, box);
  yield Buffer.from('</xml>');
}

/** Two columns wide, beside its cell; hidden until the pointer comes. */
function box({ row, column, text }: CellNote, at: number): string {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.ceil(line.length / 14), 1);
  const top = Math.max(0, row - 2);
  const anchor = [column + 1, 12, top, 4, column + 4, 12, top + Math.max(3, lines), 4].join(', ');
  return `<v:shape id="_x0000_s${1025 + at}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
}

function* inSlices(notes: readonly CellNote[], write: (note: CellNote, at: number) => string): Generator<Buffer> {
  for (let start = 0; start < notes.length; start += SLICE) {
    const slice = notes.slice(start, start + SLICE);
    yield Buffer.from(slice.map((note, at) => write(note, start + at)).join(''));
  }
}
