import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { countEvidenceRows } from '@huzhu/db/ledger/ledger-version-store';
import { countRows } from '@huzhu/db/roster/count-rows';
import { readImportOf, readLatestImport } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { ApplicationSummary } from '@huzhu/domain/application/application.schema';
import { toChineseAmount } from '@huzhu/domain/money/money';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { compareWithLast } from './compare-with-last.ts';
import { countPremium } from './count-premium.ts';
import { isRunning } from './current-roster.ts';
import { findBlockers, type RosterFacts } from './find-blockers.ts';
import { ledgerFacts } from './ledger-facts.ts';
import { loadApplication } from './load-application.ts';
import { referenceTerm } from './reference-term.ts';
import { viewApplication } from './view-application.ts';

const NO_ROWS = { rows: 0, clean: 0, errorRows: 0, warningRows: 0, deleted: 0, corrected: 0 };

/** What the rows of an application amount to, for the decision whether it may be submitted. */
export async function rosterFacts(
  tx: Transaction,
  application: ApplicationRecord,
): Promise<RosterFacts & { fileName: string | null }> {
  const latest = await readLatestImport(tx, application.id);
  if (latest && isRunning(latest)) return { state: 'importing', counts: NO_ROWS, fileName: latest.file.name };
  if (!application.rosterVersionId) return { state: 'missing', counts: NO_ROWS, fileName: latest?.file.name ?? null };
  const fileName = (await readImportOf(tx, application.rosterVersionId))?.file.name ?? null;
  return { state: 'ready', counts: await countRows(tx, application.rosterVersionId), fileName };
}

/** 确认提交 (manual 2.4): what is about to be submitted, computed here and nowhere else. */
export async function summariseApplication(
  services: Services,
  actor: Actor,
  number: string,
): Promise<ApplicationSummary> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, number);
    const facts = await rosterFacts(tx, application);
    const ledger = await ledgerFacts(tx, application, facts.counts.rows);
    const evidenceRows = application.rosterVersionId ? await countEvidenceRows(tx, application.rosterVersionId) : 0;
    const term = referenceTerm(application, today);
    const start = application.effectiveDate ?? term.start;
    const premium = application.rosterVersionId
      ? await countPremium(tx, application, application.rosterVersionId, start)
      : { lines: [], totalFen: 0 };
    return {
      application: viewApplication(application, actor, today),
      unit: { name: application.unit.name, creditCode: application.unit.creditCode },
      start,
      end: application.endDate ?? term.end ?? start,
      lines: premium.lines.map((line) => ({ ...line, groups: [...line.groups] })),
      headcount: facts.counts.rows,
      totalFen: premium.totalFen,
      totalInWords: toChineseAmount(premium.totalFen),
      rows: {
        active: facts.counts.rows,
        deleted: facts.counts.deleted,
        corrected: facts.counts.corrected,
        errors: facts.counts.errorRows,
        warnings: facts.counts.warningRows,
      },
      fileName: facts.fileName,
      difference: await compareWithLast(tx, application),
      ledger: ledger.current
        ? {
            fileName: ledger.current.fileName,
            month: ledger.current.month,
            persons: ledger.current.persons,
            participation: ledger.current.participation,
            evidenceRows,
          }
        : null,
      blockers: findBlockers(application, facts, ledger, term.start).map(({ step, error }) => ({
        step,
        code: error.code,
        sentence: error.sentence,
      })),
    };
  });
}
