import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkBoundaries } from '../../scripts/check-boundaries.mjs';
import { CACHE, ROOT } from '../../scripts/services/paths.mjs';

/** A house in miniature with the real manifests and the real rules, inside the repository so that npm packages resolve. */
let house: string;
const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
  fs.writeFileSync(path.join(house, file), text);
};

const SOUND: Record<string, string> = {
  'packages/domain/src/word/rule.ts': "import { z } from 'zod';\nexport const rule = z.string();\n",
  'packages/db/src/word/read-word.ts':
    "import { rule } from '@huzhu/domain/word/rule';\nexport const readWord = rule;\n",
  'packages/operations/src/word/do-word.ts':
    "import { readWord } from '@huzhu/db/word/read-word';\nexport const doWord = readWord;\n",
  'packages/operations/src/other/do-other.ts': 'export const doOther = 1;\n',
  'apps/api/src/word/word.router.ts':
    "import { doWord } from '@huzhu/operations/word/do-word';\nexport const wordRouter = doWord;\n",
  'apps/api/src/main.ts': "import { wordRouter } from './word/word.router.ts';\nconsole.log(wordRouter);\n",
};

beforeAll(() => {
  fs.mkdirSync(CACHE, { recursive: true });
  house = fs.mkdtempSync(path.join(CACHE, 'boundaries-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'tsconfig.base.json', 'package.json']) {
    fs.copyFileSync(path.join(ROOT, file), path.join(house, file));
  }
  for (const group of ['apps', 'packages']) {
    for (const name of fs.readdirSync(path.join(ROOT, group))) {
      write(`${group}/${name}/package.json`, fs.readFileSync(path.join(ROOT, group, name, 'package.json'), 'utf8'));
      fs.mkdirSync(path.join(house, 'node_modules', '@huzhu'), { recursive: true });
      fs.symlinkSync(path.join('..', '..', group, name), path.join(house, 'node_modules', '@huzhu', name));
    }
  }
  for (const [file, text] of Object.entries(SOUND)) write(file, text);
});
afterAll(() => fs.rmSync(house, { recursive: true, force: true }));

async function violationsWith(file: string, text: string): Promise<string[]> {
  write(file, text);
  try {
    return (await checkBoundaries(house)).violations;
  } finally {
    const sound = SOUND[file];
    if (sound === undefined) fs.rmSync(path.join(house, file));
    else write(file, sound);
  }
}

describe('the boundary check', () => {
  test('finds nothing in a sound house, and has read all of it', async () => {
    expect(await checkBoundaries(house)).toEqual({ violations: [], count: Object.keys(SOUND).length });
  });

  const word = 'packages/operations/src/word/do-word.ts';
  test.each([
    [
      'domain-runs-in-the-browser',
      'packages/domain/src/word/rule.ts',
      "import fs from 'node:fs';\nexport const rule = fs;\n",
    ],
    [
      'domain-imports-zod-only',
      'packages/domain/src/word/rule.ts',
      "import { createTRPCClient } from '@trpc/client';\nexport const rule = createTRPCClient;\n",
    ],
    ['queue-lives-in-jobs', word, "import { Redis } from 'ioredis';\nexport const doWord = Redis;\n"],
    ['database-lives-in-db', word, "import postgres from 'postgres';\nexport const doWord = postgres;\n"],
    ['workbooks-and-pdf-live-in-documents', word, "import yauzl from 'yauzl';\nexport const doWord = yauzl;\n"],
    [
      'domain-stands-alone',
      'packages/domain/src/word/rule.ts',
      "import '@huzhu/jobs/../package.json';\nimport '../../../db/src/word/read-word.ts';\n",
    ],
    [
      'db-to-domain',
      'packages/db/src/word/bad.ts',
      "import { doOther } from '@huzhu/operations/other/do-other';\nexport const bad = doOther;\n",
    ],
    ['queue-lives-in-jobs', word, "import { Queue } from 'bullmq';\nexport const doWord = Queue;\n"],
    ['database-lives-in-db', word, "import { sql } from 'drizzle-orm';\nexport const doWord = sql;\n"],
    ['workbooks-and-pdf-live-in-documents', word, "import exceljs from 'exceljs';\nexport const doWord = exceljs;\n"],
    [
      'no-word-imports-anothers-operations',
      word,
      "import { doOther } from '../other/do-other.ts';\nexport const doWord = doOther;\n",
    ],
    [
      'api-to-operations-and-domain',
      'apps/api/src/word/word.router.ts',
      "import { readWord } from '@huzhu/db/word/read-word';\nexport const wordRouter = readWord;\n",
    ],
    [
      'web-to-domain-and-api',
      'apps/web/src/word/word.page.tsx',
      "import { doWord } from '@huzhu/operations/word/do-word';\nexport const page = doWord;\n",
    ],
    [
      'web-takes-types-from-api-only',
      'apps/web/src/word/word.page.tsx',
      "import { wordRouter } from '@huzhu/api/word/word.router';\nexport const page = wordRouter;\n",
    ],
    [
      'no-cycles',
      'packages/operations/src/other/do-other.ts',
      "import { again } from './again.ts';\nexport const doOther = again;\n",
    ],
    ['not-resolvable', word, "import { gone } from './gone.ts';\nexport const doWord = gone;\n"],
    ['environment-only-in-env.ts', word, 'export const doWord = process.env.SECRET;\n'],
  ])('%s: a planted import is an error', async (rule, file, text) => {
    if (rule === 'no-cycles')
      write(
        'packages/operations/src/other/again.ts',
        "import { doOther } from './do-other.ts';\nexport const again = doOther;\n",
      );
    const violations = await violationsWith(file, text);
    fs.rmSync(path.join(house, 'packages/operations/src/other/again.ts'), { force: true });
    expect(violations.some((violation) => violation.startsWith(`${rule}:`))).toBe(true);
  });
});
