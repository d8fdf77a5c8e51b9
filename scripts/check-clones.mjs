import fs from 'node:fs';
import path from 'node:path';
import { projectFiles } from './check-tracked-files.mjs';
import { ROOT } from './services/paths.mjs';

/** The kinds of application: what they share stands in `application`, not in each of them. */
const WORDS = ['enrolment', 'supplement', 'renewal'];
/** So many lines in a row of the same shape are a piece that was written again. */
const LEAST_LINES = 12;
const IN_A_WORD = new RegExp(`^(?:apps|packages)/[^/]+/src/(${WORDS.join('|')})/.+(?<!\\.test)\\.tsx?$`);

const KEYWORDS = new Set(
  'async await break case catch const continue default else export finally for function if import in instanceof let new null of return satisfies switch throw true false try type typeof undefined void while'.split(
    ' ',
  ),
);

/** The shape of a line: names, strings and numbers are told apart from nothing; comments, imports and blank lines are none. */
function shapeOf(line) {
  const text = line.trim();
  if (text === '' || /^(\/\/|\/\*|\*|import\b|export \* )/.test(text)) return '';
  return text
    .replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g, 's')
    .replace(/[A-Za-z_$\u4e00-\u9fff][\w$\u4e00-\u9fff]*/g, (name) => (KEYWORDS.has(name) ? name : 'i'))
    .replace(/\d[\d_.]*/g, '0')
    .replace(/\s+/g, '');
}

/** The lines that have a shape, each with its number. */
function shapesOf(text) {
  return text
    .split('\n')
    .map((line, index) => ({ shape: shapeOf(line), number: index + 1 }))
    .filter(({ shape }) => shape !== '');
}

/** Runs of at least LEAST_LINES lines that two files have in the same shape, the longest of each place. */
export function clonesOf(one, other) {
  const [a, b] = [shapesOf(one), shapesOf(other)];
  const found = [];
  for (let i = 0; i < a.length; i += 1) {
    for (let j = 0; j < b.length; j += 1) {
      // Counted from where a run begins, so that each is told once.
      if (i > 0 && j > 0 && a[i - 1].shape === b[j - 1].shape) continue;
      let length = 0;
      while (a[i + length] && a[i + length].shape === b[j + length]?.shape) length += 1;
      if (length >= LEAST_LINES) found.push({ lines: length, from: a[i].number, otherFrom: b[j].number });
    }
  }
  return found;
}

/**
 * Whether enrolment, supplement and renewal have written the same thing twice. @returns a sentence for each pair of like lines
 * @param {{ root?: string, files?: readonly string[] }} [of] the project, unless a test brings another
 */
export function checkClones({ root = ROOT, files = projectFiles(root) } = {}) {
  const pieces = files
    .map((file) => ({
      file: file.split(path.sep).join('/'),
      word: IN_A_WORD.exec(file.split(path.sep).join('/'))?.[1],
    }))
    .filter(({ word }) => word !== undefined)
    .map((piece) => ({ ...piece, text: fs.readFileSync(path.join(root, piece.file), 'utf8') }));
  const missing = WORDS.filter((word) => !pieces.some((piece) => piece.word === word));
  if (missing.length > 0) return [`no files of ${missing.join(', ')}: the check looks at nothing`];
  return pieces.flatMap((one, index) =>
    pieces
      .slice(index + 1)
      .filter((other) => other.word !== one.word)
      .flatMap((other) =>
        clonesOf(one.text, other.text).map(
          ({ lines, from, otherFrom }) => `${one.file}:${from} and ${other.file}:${otherFrom} have ${lines} like lines`,
        ),
      ),
  );
}
