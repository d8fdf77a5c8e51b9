import { z } from 'zod';
import { jobState } from '../job/job-state.ts';

/** One word per person in the column 社保台账 of the list, with its words. */
export const LEDGER_STANDINGS = {
  agrees: '一致',
  absent: '不在台账',
  name: '姓名不同',
  stopped: '已停保',
  stale: '记录较早',
  unnamed: '待核对',
  unknown: '—',
} as const;
type Standing = keyof typeof LEDGER_STANDINGS;
export const ledgerStanding = z.enum(Object.keys(LEDGER_STANDINGS) as [Standing, ...Standing[]]);
export type LedgerStanding = z.infer<typeof ledgerStanding>;

export const participationView = z.object({
  ledgerPersons: z.int(),
  percent: z.number(),
  requiredPercent: z.int(),
  enough: z.boolean(),
});

/** The 社保台账 of an application: what the page reads on load and after every tick of the progress stream. */
export const ledgerStatus = z.object({
  /** The newest import, whatever became of it; null when none was made. */
  upload: z
    .object({
      importId: z.uuid(),
      fileName: z.string(),
      importedAt: z.iso.datetime(),
      state: jobState,
      rowsDone: z.int(),
      rowsTotal: z.int().nullable(),
      failure: z.object({ code: z.string(), sentence: z.string() }).nullable(),
    })
    .nullable(),
  /** The one that counts; an upload that was refused leaves it standing. */
  current: z
    .object({
      fileName: z.string(),
      importedAt: z.iso.datetime(),
      month: z.string().nullable(),
      persons: z.int(),
      /** The highest minimum of the chosen plans; participation() tells whether the roster reaches it. */
      requiredPercent: z.int(),
    })
    .nullable(),
});
export type LedgerStatus = z.infer<typeof ledgerStatus>;
