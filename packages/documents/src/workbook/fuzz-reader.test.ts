import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { checkModel, differentialRound, type MutationOutcome, mutationRound } from '../testing/fuzz-reader.ts';
import { FUZZ_SEEDS } from '../testing/fuzz-seeds.ts';
import { modelWorkbook } from '../testing/model-workbook.ts';
import { Random } from '../testing/random.ts';

const FIXED = 20_261_123;
/** Another part of the space in every run; printed, so that a finding can be run again. */
const FRESH = Math.floor(Math.random() * 2 ** 31);
const BUDGET_MS = 4_000;
const LEAST_ROUNDS = 20;

/** Rounds from a seed upwards until the time is used up; a finding names its seed. @returns how many */
async function rounds(first: number, most: number, round: (seed: number) => Promise<unknown>): Promise<number> {
  const until = performance.now() + BUDGET_MS;
  let done = 0;
  while (done < most && (done < LEAST_ROUNDS || performance.now() < until)) {
    const seed = first + done;
    await round(seed).catch((error: Error) => {
      throw new Error(`seed ${seed}: ${error.message} (npm run test:fuzz -- --seed ${seed})`, { cause: error });
    });
    done += 1;
  }
  return done;
}

describe('a sound workbook, drawn at random', () => {
  it('is read exactly as its model says', async () => {
    for (const seed of FUZZ_SEEDS.differential) await differentialRound(seed);
    const fixed = await rounds(FIXED, 150, differentialRound);
    const fresh = await rounds(FRESH, 150, differentialRound);
    console.info(`sound workbooks: ${fixed} from seed ${FIXED}, ${fresh} from seed ${FRESH}`);
  }, 60_000);

  it('would be missed if it were read otherwise', async () => {
    const model = modelWorkbook(new Random(FIXED), { rows: 5 });
    await checkModel(model);
    await expect(checkModel({ ...model, rows: model.rows.slice(0, -1) })).rejects.toThrow();
    const [first, ...rest] = model.rows;
    const changed = new Map(first?.cells).set(1, { kind: 'text', text: '别的' });
    await expect(
      checkModel({ ...model, rows: [{ rowNumber: 9, hidden: false, ...first, cells: changed }, ...rest] }),
    ).rejects.toThrow();
  });

  it('is seen by exceljs as by our reader', async () => {
    for (let seed = FIXED; seed < FIXED + 12; seed++) {
      const model = modelWorkbook(new Random(seed), { plain: true });
      await checkModel(model);
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load(new Uint8Array(model.file).buffer);
      const sheet = workbook.worksheets[0];
      for (const { rowNumber, hidden, cells } of model.rows) {
        expect(Boolean(sheet?.getRow(rowNumber).hidden), `seed ${seed}`).toBe(hidden);
        for (const [column, { kind, text, value }] of cells) {
          const { value: seen } = sheet?.getRow(rowNumber).getCell(column) ?? {};
          const where = `seed ${seed}, row ${rowNumber}, column ${column}`;
          if (kind === 'number') expect(seen, where).toBe(value);
          // A time of day is rounded to milliseconds there and cut off here.
          else if (kind === 'date') expect(seen instanceof Date && seen.toISOString().slice(0, 10), where).toBe(text);
          else expect(shown(seen), where).toBe(text);
        }
      }
    }
  }, 60_000);
});

describe('a damaged workbook, drawn at random', () => {
  it('is refused, or read as a slow second reader reads it', async () => {
    const outcomes = new Map<MutationOutcome, number>();
    const round = async (seed: number) => {
      const { outcome } = await mutationRound(seed);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    };
    for (const seed of FUZZ_SEEDS.mutation) await round(seed);
    const fixed = await rounds(FIXED, 400, round);
    const fresh = await rounds(FRESH, 400, round);
    const told = [...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', ');
    console.info(`damaged workbooks: ${fixed} from seed ${FIXED}, ${fresh} from seed ${FRESH}: ${told}`);
    // The damage is neither always fatal nor never.
    expect(outcomes.get('read')).toBeGreaterThan(0);
    expect(outcomes.get('FILE_CORRUPT')).toBeGreaterThan(0);
  }, 60_000);
});

/** The text of a cell's value as exceljs gives it: plain, rich, or a formula's result. */
function shown(value: ExcelJS.CellValue | undefined): string {
  if (typeof value === 'string') return value;
  if (value && typeof value === 'object' && 'richText' in value) return value.richText.map((run) => run.text).join('');
  if (value && typeof value === 'object' && 'result' in value) return String(value.result);
  return String(value);
}
