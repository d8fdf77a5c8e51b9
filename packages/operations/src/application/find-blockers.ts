import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { RosterCounts } from '@huzhu/db/roster/count-rows';
import type { ApplicationSummary } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';

/** What the roster brings to the decision. */
export interface RosterFacts {
  readonly state: 'missing' | 'importing' | 'ready';
  readonly counts: RosterCounts;
}

/**
 * Everything that still stands between a draft and 【确认提交】, in the order of the steps. The page shows all of it,
 * submitting refuses with the first.
 */
export function findBlockers(application: ApplicationRecord, roster: RosterFacts): Blocker[] {
  const blockers: Blocker[] = [];
  const add = (step: Blocker['step'], error: DomainError) => blockers.push({ step, error });
  if (application.plans.length === 0) add('plan', new DomainError('INPUT_INVALID'));
  const accepted = (noticeId: number) => application.acceptances.some((line) => line.noticeTextId === noticeId);
  if (!application.plans.every((line) => accepted(line.notice.id)))
    add('notice', new DomainError('NOTICE_NOT_ACCEPTED'));
  if (!application.contact) add('roster', new DomainError('CONTACT_MISSING'));
  if (roster.state === 'missing') add('roster', new DomainError('ROSTER_MISSING'));
  else if (roster.state === 'importing') add('roster', new DomainError('ROSTER_IMPORTING'));
  else if (roster.counts.rows === 0) add('roster', new DomainError('ROSTER_EMPTY'));
  else if (roster.counts.errorRows > 0) {
    add('roster', new DomainError('ROSTER_HAS_ERRORS', { rows: roster.counts.errorRows }));
  }
  return blockers;
}

interface Blocker {
  readonly step: ApplicationSummary['blockers'][number]['step'];
  readonly error: DomainError;
}
