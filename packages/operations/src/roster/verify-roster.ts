import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { overlapsWithin } from '@huzhu/db/cover/overlaps-within';
import { judgeLedgerOfMonth } from '@huzhu/db/ledger/judge-ledger';
import { findNextErrorRow } from '@huzhu/db/roster/read-rows';
import { recountAges } from '@huzhu/db/roster/recount-ages';
import { readTwinGroups, replaceIssuesOfCodes } from '@huzhu/db/roster/replace-issues';
import type { LaterIssue } from '@huzhu/db/roster/sealed-row';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { compareTwins } from '@huzhu/domain/roster/compare-twins';
import { ISSUES_BETWEEN_ROWS } from '@huzhu/domain/roster/issue-codes';
import type { RosterCheckResult, rosterAct } from '@huzhu/domain/roster/roster.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { lockForEdit } from '../application/load-application.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { referenceTerm } from '../application/reference-term.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { rosterStatusOf } from './roster-status.ts';

/**
 * 校验 by 【下一步】 (manual 2.3): ages by the business date of now, cover elsewhere, twins and a 社保台账 of another month over all rows, in a few
 * statements however many rows there are. What a row says by itself was judged when it was read or edited.
 */
export async function verifyRoster(
  services: Services,
  actor: Actor,
  input: z.infer<typeof rosterAct>,
): Promise<RosterCheckResult> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, input.number);
    const version = await editableRoster(tx, application);
    await once(tx, actor, 'roster.verify', input, async () => {
      await judgeBetweenRows(tx, application, version.id, today);
      await recordApplicationEvent(tx, actor, application, { action: '校验名单', requestId: input.requestId });
      return null;
    });
    return {
      ...(await rosterStatusOf(tx, application)),
      firstErrorRow: await findNextErrorRow(tx, version.id, 0),
    };
  });
}

async function judgeBetweenRows(
  tx: Transaction,
  application: ApplicationRecord,
  rosterVersionId: string,
  today: CalendarDate,
): Promise<void> {
  const { start, end } = referenceTerm(application, today);
  await recountAges(tx, rosterVersionId, application.id, start);
  const findings: LaterIssue[] = end
    ? await overlapsWithin(tx, { applicationId: application.id, rosterVersionId, start, end })
    : [];
  for (const twins of await readTwinGroups(tx, rosterVersionId)) {
    for (const [rowNumber, issue] of compareTwins(twins)) findings.push({ ...issue, rowNumber });
  }
  await replaceIssuesOfCodes(tx, { rosterVersionId, unitId: application.unitId }, ISSUES_BETWEEN_ROWS, findings);
  await judgeLedgerOfMonth(tx, { applicationId: application.id, rosterVersionId, today });
}
