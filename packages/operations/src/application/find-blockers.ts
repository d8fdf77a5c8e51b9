import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { RosterCounts } from '@huzhu/db/roster/count-rows';
import type { ApplicationSummary } from '@huzhu/domain/application/application.schema';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { leastPersons } from '@huzhu/domain/ledger/participation';
import type { LedgerFacts } from './ledger-facts.ts';
import { refusalOfParent } from './reference-term.ts';

/** What the roster brings to the decision. */
export interface RosterFacts {
  readonly state: 'missing' | 'importing' | 'ready';
  readonly counts: RosterCounts;
}

/**
 * Everything that still stands between a draft and 【确认提交】, in the order of the steps. The page shows all of it,
 * submitting refuses with the first.
 */
export function findBlockers(
  application: ApplicationRecord,
  roster: RosterFacts,
  ledger: LedgerFacts,
  start: CalendarDate,
): Blocker[] {
  const blockers: Blocker[] = [];
  const add = (step: Blocker['step'], error: DomainError) => blockers.push({ step, error });
  const late = refusalOfParent(application, start);
  if (late) add('roster', late);
  if (application.plans.length === 0) add('plan', new DomainError('INPUT_INVALID'));
  const accepted = (noticeId: number) => application.acceptances.some((line) => line.noticeTextId === noticeId);
  // What was read for the policy holds for whoever joins it (manual 3.1 goes straight to the roster).
  if (application.kind !== 'supplement' && !application.plans.every((line) => accepted(line.notice.id)))
    add('notice', new DomainError('NOTICE_NOT_ACCEPTED'));
  if (!application.contact) add('roster', new DomainError('CONTACT_MISSING'));
  if (roster.state === 'missing') add('roster', new DomainError('ROSTER_MISSING'));
  else if (roster.state === 'importing') add('roster', new DomainError('ROSTER_IMPORTING'));
  else if (roster.counts.rows === 0) add('roster', new DomainError('ROSTER_EMPTY'));
  else if (roster.counts.errorRows > 0) {
    add('roster', new DomainError('ROSTER_HAS_ERRORS', { rows: roster.counts.errorRows }));
  }
  const ledgerError = findLedgerBlocker(application, roster, ledger);
  if (ledgerError) add('roster', ledgerError);
  return blockers;
}

/** 社保台账 is required for 参保 and optional for 保全; where there is one, enough of it must be on the roster. */
function findLedgerBlocker(
  application: ApplicationRecord,
  roster: RosterFacts,
  { importing, current }: LedgerFacts,
): DomainError | undefined {
  if (importing) return new DomainError('LEDGER_IMPORTING');
  if (!current) return application.kind === 'supplement' ? undefined : new DomainError('LEDGER_MISSING');
  const share = current.participation;
  if (roster.state !== 'ready' || roster.counts.rows === 0 || application.kind === 'supplement') return undefined;
  if (!share || share.enough) return undefined;
  return new DomainError('LEDGER_SHARE_TOO_LOW', {
    rows: roster.counts.rows,
    month: current.month ? `${current.month.slice(0, 4)}年${Number(current.month.slice(5))}月` : '',
    persons: share.ledgerPersons,
    percent: share.percent,
    required: share.requiredPercent,
    least: leastPersons(share.ledgerPersons, share.requiredPercent),
  });
}

interface Blocker {
  readonly step: ApplicationSummary['blockers'][number]['step'];
  readonly error: DomainError;
}
