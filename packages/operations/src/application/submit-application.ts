import { readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { lockPlans, reserveCover } from '@huzhu/db/cover/reserve-cover';
import { judgeLedgerOfMonth } from '@huzhu/db/ledger/judge-ledger';
import { recountAges } from '@huzhu/db/roster/recount-ages';
import { changeRosterVersion } from '@huzhu/db/roster/roster-version-store';
import { addRowIssues } from '@huzhu/db/roster/write-row';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { ApplicationView, moveInput } from '@huzhu/domain/application/application.schema';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { countPremium } from './count-premium.ts';
import { findBlockers } from './find-blockers.ts';
import { ledgerFacts } from './ledger-facts.ts';
import { lockForEdit } from './load-application.ts';
import { moveApplication } from './move-application.ts';
import { referenceTerm } from './reference-term.ts';
import { rosterFacts } from './summarise-application.ts';
import { viewApplication } from './view-application.ts';

type Input = z.infer<typeof moveInput>;
/** `conflicts`: rows that somebody else's cover kept out; they now carry an issue and nothing was submitted. */
type Outcome = { readonly submitted: true } | { readonly submitted: false; readonly conflicts: number };

/**
 * 【确认提交】 (manual 2.4): one transaction that holds the application, judges it once more, reserves every person's
 * 份 and moves it to 待审核. Two units that submit the same person in the same second are put in a row by the lock per
 * plan; the one that comes second finds the person reserved, keeps its draft and gets a row issue.
 */
export async function submitApplication(services: Services, actor: Actor, input: Input): Promise<ApplicationView> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const outcome = await once<Outcome>(tx, actor, 'application.submit', input, () => submit(tx, actor, input, today));
    const application = await readApplication(tx, { number: input.number });
    if (!application) throw new DomainError('NOT_FOUND');
    return { outcome, view: viewApplication(application, actor, today) };
  }).then(({ outcome, view }) => {
    // Refused after the commit: the row issues that tell which rows are meant must stay.
    if (!outcome.submitted) throw new DomainError('ROSTER_HAS_ERRORS', { rows: outcome.conflicts });
    return view;
  });
}

async function submit(tx: Transaction, actor: Actor, input: Input, today: CalendarDate): Promise<Outcome> {
  const application = await lockForEdit(tx, actor, input.number, input.version);
  const rosterVersionId = application.rosterVersionId;
  const { start, end } = referenceTerm(application, today);
  // Days may have passed since the import: whoever has turned too old (or old enough) meanwhile is judged by today.
  if (rosterVersionId) await recountAges(tx, rosterVersionId, application.id, start);
  if (rosterVersionId) await judgeLedgerOfMonth(tx, { applicationId: application.id, rosterVersionId, today });
  const facts = await rosterFacts(tx, application);
  const ledger = await ledgerFacts(tx, application, facts.counts.rows);
  const [blocker] = findBlockers(application, facts, ledger, start);
  if (blocker) {
    if (blocker.error.code !== 'ROSTER_HAS_ERRORS') throw blocker.error;
    return { submitted: false, conflicts: facts.counts.errorRows };
  }
  if (!rosterVersionId || !end) throw new DomainError('ROSTER_MISSING');
  await lockPlans(
    tx,
    application.plans.map((plan) => plan.planId),
  );
  const { reserved, findings } = await reserveCover(tx, { applicationId: application.id, rosterVersionId, start, end });
  if (!reserved) {
    await addRowIssues(tx, { rosterVersionId, unitId: application.unitId }, findings);
    return { submitted: false, conflicts: (await rosterFacts(tx, application)).counts.errorRows };
  }
  const { totalFen } = await countPremium(tx, application, rosterVersionId, start);
  await changeRosterVersion(tx, rosterVersionId, { frozenAt: new Date() });
  await moveApplication(tx, actor, application, application.state === 'returned' ? 'resubmit' : 'submit', {
    requestId: input.requestId,
    fields: {
      headcount: facts.counts.rows,
      premiumFen: totalFen,
      effectiveDate: start,
      endDate: end,
      submittedBy: actor.staffId,
      submittedAt: new Date(),
    },
    details: { headcount: facts.counts.rows, premiumFen: totalFen, start, end },
  });
  return { submitted: true };
}
