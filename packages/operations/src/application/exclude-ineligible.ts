import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { overlapsWithin } from '@huzhu/db/cover/overlaps-within';
import { excludeRows, findAgesOutside } from '@huzhu/db/roster/exclude-rows';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { severityOf } from '@huzhu/domain/roster/issue-codes';

/**
 * The checks whose answer may have changed since the submission, made again over the frozen roster: age on the first day of
 * cover, and cover of the same person elsewhere. Who fails becomes 不予承保 alone; the others go on (domain.md, Lifecycle).
 * Needs lockPlans earlier in the same transaction.
 *
 * The ledger is not asked again: how long the society takes is not the unit's doing, and LEDGER_STALE would fall on everybody
 * who was reviewed in the next month.
 * @returns how many persons fell out
 */
export async function excludeIneligible(
  tx: Transaction,
  application: ApplicationRecord,
  term: { readonly start: CalendarDate; readonly end: CalendarDate },
): Promise<number> {
  const { id: applicationId, rosterVersionId, unitId } = application;
  if (!rosterVersionId) return 0;
  const ages = await findAgesOutside(tx, applicationId, rosterVersionId, term.start);
  const overlaps = await overlapsWithin(tx, { applicationId, rosterVersionId, ...term });
  const hard = [...ages, ...overlaps].filter((finding) => severityOf(finding.code) === 'error');
  return excludeRows(tx, { applicationId, rosterVersionId, unitId }, hard);
}
