import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readRoster } from '@huzhu/documents/workbook/read-roster';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { describe, expect, it } from 'vitest';
import { rosterRowMapper } from './roster-row-mapper.ts';
import { TwinFinder } from './twin-finder.ts';

const FIXTURES = fileURLToPath(new URL('../../../documents/fixtures', import.meta.url));
const PLANS = [{ version: seedPlan('CI2021'), defaultShares: 1 }];
const CONTEXT = { plans: PLANS, effectiveDate: asDate('2026-11-24'), today: asDate('2026-11-23') };

type Outcome = string | { dataRows: number; ids: (string | undefined)[]; issues: Record<number, string[]> };

async function check(path: string): Promise<Outcome> {
  const twins = new TwinFinder();
  const issues: Record<number, string[]> = {};
  const ids: string[] = [];
  let mapRow = rosterRowMapper({ ...CONTEXT, date1904: false });
  try {
    for await (const event of readRoster(readFileSync(`${FIXTURES}/${path}`), [seedPlan('CI2021')])) {
      if (event.kind === 'sheet') mapRow = rosterRowMapper({ ...CONTEXT, date1904: event.date1904 });
      if (event.kind !== 'rows') continue;
      for (const row of event.rows.map(mapRow)) {
        twins.add(row);
        ids.push(row.values.idNumber);
        if (row.issues.length > 0) issues[row.rowNumber] = row.issues.map((issue) => issue.code);
      }
    }
  } catch (error) {
    if (error instanceof FileRefused) return error.code;
    throw error;
  }
  for (const [row, issue] of twins.issues()) issues[row] = [...(issues[row] ?? []), issue.code];
  return { dataRows: ids.length, ids, issues };
}

const BASELINE_IDS = [
  '310104198803130774',
  '420106200004024471',
  '330106199501279734',
  '440305199301085732',
  '330106197510101074',
];

/** What must come out of every crafted file (fixtures/manifest.json): a refusal, or five persons and the issues by row. */
const CRAFTED: Record<string, string | Record<number, string[]>> = {
  '00-baseline-inline': {},
  '02-csv-utf8-renamed': 'FILE_NOT_XLSX',
  '06-zero-bytes': 'FILE_NOT_XLSX',
  '09-truncated-half': 'FILE_CORRUPT',
  '12-wrong-crc': 'FILE_CORRUPT',
  '15-data-descriptors': {},
  '19-duplicate-entries': 'FILE_CORRUPT',
  '21-path-traversal': 'FILE_CORRUPT',
  '30-bomb-sheet-1g-spaces': 'FILE_ZIP_BOMB',
  '32-bomb-size-lie': 'FILE_ZIP_BOMB',
  '35-bomb-aliased-8g': 'FILE_ZIP_BOMB',
  '41-billion-laughs-sheet': 'FILE_CORRUPT',
  '44-xxe-file': 'FILE_CORRUPT',
  '48-xml-not-wellformed': 'FILE_CORRUPT',
  '49-xml-cut-midsheet': 'FILE_CORRUPT',
  '50-prefixed-ns': {},
  '54-lone-surrogate': 'FILE_CORRUPT',
  '60-sst-missing': 'FILE_CORRUPT',
  '62-sst-after-sheet': {},
  '63-rich-text-name': {},
  '64-phonetic-run': {},
  '65-formula-no-cache': everyRow('FORMULA_WITHOUT_VALUE'),
  '66-formula-cached-birth': {},
  '69-date1900': {},
  '71-id-as-number-18': everyRow('ID_NUMERIC_CELL'),
  '74-id-dirty-but-valid': {},
  '76-shares-odd': {
    2: ['SHARES_INVALID'],
    3: ['SHARES_INVALID'],
    4: ['SHARES_INVALID'],
    5: ['TEXT_NORMALISED'],
    6: ['SHARES_INVALID'],
  },
  '78-formula-injection-text': everyRow('NAME_INVALID'),
  '81-title-merged-header-row3': {},
  '83-merged-data-cells': {},
  '84-hidden-rows': { 3: ['HIDDEN_ROW'], 4: ['HIDDEN_ROW'] },
  '88-hidden-first-sheet-old-roster': {},
  '90-two-roster-sheets': 'SHEET_AMBIGUOUS',
  '93-blank-columns-between': {},
  '94-header-spaces-newlines': {},
  '96-header-missing-id': 'HEADER_NOT_FOUND',
  '98-header-only': 'NO_ROWS',
  'a1-total-row-and-signature': {},
  'a3-1048576-empty-rows': {},
  'a8-duplicate-row-number': 'FILE_CORRUPT',
  'b1-datavalidation-whole-columns': {},
  'b3-merge-whole-sheet': {},
  'b5-printarea-whole-columns': {},
};

function everyRow(code: string): Record<number, string[]> {
  return Object.fromEntries([2, 3, 4, 5, 6].map((row) => [row, [code]]));
}

describe('crafted files', () => {
  it('are all in the table', () => {
    expect(readdirSync(`${FIXTURES}/crafted`).map((name) => name.replace('.xlsx', ''))).toEqual(Object.keys(CRAFTED));
  });

  it.each(Object.entries(CRAFTED))(
    '%s',
    async (name, expected) => {
      const outcome = await check(`crafted/${name}.xlsx`);
      if (typeof expected === 'string') return expect(outcome).toBe(expected);
      expect(outcome).toMatchObject({ dataRows: 5, issues: expected });
      expect(Object.keys(typeof outcome === 'string' ? {} : outcome.issues)).toEqual(Object.keys(expected));
      if (name !== '71-id-as-number-18') expect(outcome).toMatchObject({ ids: BASELINE_IDS });
    },
    15_000,
  );
});

interface AnswerKey {
  files: Record<
    string,
    { dataRows: number; rows: Record<string, { expect: string[]; allow: string[] }>; ids: Record<string, string> }
  >;
}
const KEY = JSON.parse(readFileSync(`${FIXTURES}/rosters/answer-key.json`, 'utf8')) as AnswerKey;

describe('rosters', () => {
  it.each(Object.entries(KEY.files))('%s comes out as the answer key says', async (name, key) => {
    const outcome = await check(`rosters/${name}`);
    if (typeof outcome === 'string') throw new Error(outcome);
    expect(outcome.dataRows).toBe(key.dataRows);
    for (const [row, id] of Object.entries(key.ids)) expect(outcome.ids[Number(row) - 2]).toBe(id);
    for (const row of new Set([...Object.keys(key.rows), ...Object.keys(outcome.issues)])) {
      const { expect: must = [], allow = [] } = key.rows[row] ?? {};
      const found = outcome.issues[Number(row)] ?? [];
      expect({ row, found: found.filter((code) => !allow.includes(code)).sort() }).toEqual({
        row,
        found: [...must].sort(),
      });
    }
  });
});
