import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkClones, clonesOf } from '../../scripts/check-clones.mjs';
import { makeDisposableFolder } from '../../scripts/services/disposable.mjs';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

const piece = (name: string, lines: number) =>
  Array.from(
    { length: lines },
    (_, index) => `  const ${name}${index} = ${name}${'.x'.repeat(index)}('${name}');`,
  ).join('\n');

function house(files: Record<string, string>) {
  const root = makeDisposableFolder();
  folders.push(root);
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
  return { root, files: Object.keys(files) };
}

test('twelve lines of the same shape are found whatever the names, eleven are not', () => {
  expect(clonesOf(piece('plan', 12), `// another beginning\n\n${piece('roster', 12)}`)).toEqual([
    { lines: 12, from: 1, otherFrom: 3 },
  ]);
  expect(clonesOf(piece('plan', 11), piece('roster', 30)).filter(({ lines }) => lines >= 12)).toEqual([]);
  expect(clonesOf(piece('plan', 20), `export function other() {\n  return 1;\n}\n`)).toEqual([]);
});

test('only between the words, in source, and never by looking at nothing', () => {
  const sound = {
    'packages/operations/src/enrolment/a.ts': piece('plan', 14),
    'packages/operations/src/enrolment/b.ts': piece('plan', 14),
    'packages/operations/src/supplement/c.ts': 'export const c = 1;\n',
    'packages/operations/src/supplement/c.test.ts': piece('plan', 14),
    'apps/web/src/renewal/d.tsx': 'export const d = 1;\n',
  };
  expect(checkClones(house(sound))).toEqual([]);
  expect(checkClones(house({ ...sound, 'apps/web/src/renewal/e.tsx': piece('renew', 14) }))).toEqual([
    'packages/operations/src/enrolment/a.ts:1 and apps/web/src/renewal/e.tsx:1 have 14 like lines',
    'packages/operations/src/enrolment/b.ts:1 and apps/web/src/renewal/e.tsx:1 have 14 like lines',
  ]);
  expect(checkClones(house({ 'packages/operations/src/enrolment/a.ts': '' }))).toEqual([
    'no files of supplement, renewal: the check looks at nothing',
  ]);
});

test('the house has none', () => {
  expect(checkClones()).toEqual([]);
});
