import { asDate } from '../calendar/calendar-date.ts';
import type { GuideBlock, GuideChapter, GuideSpan } from './guide.ts';

/**
 * Reads one chapter of docs/guide. The form is a small part of Markdown, so that the files read well where they lie, and
 * what comes out is blocks and never HTML: nothing in a file can reach the page as markup. What is not understood is an
 * error at build time, with its line, and not a surprise on the screen.
 *
 * First `# title`, then `> 更新 YYYY-MM-DD` (and `> 随后开放`); `##` and `###` with an optional `{#id}`; paragraphs; `- ` and `1. `
 * lists; `> ` notes; `![caption](../pictures/name.png)`; within text `**bold**`, 【label】 and `[text](/path)`.
 * @param id of the chapter, e.g. `1`
 * @throws RangeError
 */
export function readGuideChapter(id: string, source: string): GuideChapter {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const title = /^# (.+)$/.exec(lines[0] ?? '')?.[1];
  if (!title) throw new RangeError(`guide ${id}: the first line must be “# title”`);
  const updated = /^> 更新 (\d{4}-\d{2}-\d{2})$/m.exec(source)?.[1];
  if (!updated) throw new RangeError(`guide ${id}: “> 更新 YYYY-MM-DD” is missing`);
  const blocks: GuideBlock[] = [];
  const headings = { count: 0 };
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '' || /^> (更新 |随后开放)/.test(line)) continue;
    addLine(blocks, line, headings, `guide ${id}, line ${index + 1}`);
  }
  return { id, title, updated: asDate(updated), open: !/^> 随后开放/m.test(source), blocks };
}

function addLine(blocks: GuideBlock[], line: string, headings: { count: number }, place: string): void {
  if (/<[a-z!/]/i.test(line)) throw new RangeError(`${place}: no HTML in the guide`);
  const heading = /^(##|###) (.+?)(?: \{#([\w-]+)\})?$/.exec(line);
  if (heading) {
    headings.count += 1;
    const text = heading[2] ?? '';
    const number = /^(\d+(?:\.\d+)+)/.exec(text)?.[1]?.replaceAll('.', '-');
    blocks.push({
      kind: 'heading',
      level: heading[1] === '##' ? 2 : 3,
      text,
      id: heading[3] ?? number ?? `h-${headings.count}`,
    });
    return;
  }
  const picture = /^!\[(.+)\]\(\.\.\/pictures\/([\w-]+\.png)\)$/.exec(line);
  if (picture) {
    blocks.push({ kind: 'picture', caption: picture[1] ?? '', file: picture[2] ?? '' });
    return;
  }
  const item = /^(-|\d+\.) (.+)$/.exec(line);
  if (item) {
    const ordered = item[1] !== '-';
    const spans = readSpans(item[2] ?? '');
    const before = blocks.at(-1);
    if (before?.kind === 'list' && before.ordered === ordered) {
      blocks[blocks.length - 1] = { ...before, items: [...before.items, spans] };
    } else blocks.push({ kind: 'list', ordered, items: [spans] });
    return;
  }
  if (line.startsWith('> ')) blocks.push({ kind: 'note', spans: readSpans(line.slice(2)) });
  else if (/^[#|`\s]|^[-*_]{3}/.test(line)) throw new RangeError(`${place}: this form is not understood`);
  else blocks.push({ kind: 'paragraph', spans: readSpans(line) });
}

function readSpans(text: string): GuideSpan[] {
  const spans: GuideSpan[] = [];
  let from = 0;
  for (const match of text.matchAll(/\*\*(.+?)\*\*|【[^】]+】|\[([^\]]+)\]\(((?:\/|#)[\w/#-]*)\)/g)) {
    if (match.index > from) spans.push({ text: text.slice(from, match.index) });
    if (match[3] !== undefined) spans.push({ text: match[2] ?? '', to: match[3] });
    else spans.push({ text: match[1] ?? match[0], bold: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) spans.push({ text: text.slice(from) });
  return spans;
}

/** The text of a block, for searching. */
export function guideText(block: GuideBlock): string {
  switch (block.kind) {
    case 'heading':
      return block.text;
    case 'picture':
      return block.caption;
    case 'list':
      return block.items.map((spans) => spans.map((span) => span.text).join('')).join('\n');
    default:
      return block.spans.map((span) => span.text).join('');
  }
}
