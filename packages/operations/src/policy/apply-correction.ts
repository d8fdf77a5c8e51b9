import { type ApplicationRecord, readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { overlapsWithin } from '@huzhu/db/cover/overlaps-within';
import { lockPlans } from '@huzhu/db/cover/reserve-cover';
import { type CoveredRow, replaceCoveredRow } from '@huzhu/db/policy/policy-change-store';
import { insertRows, lastRowNumber } from '@huzhu/db/roster/insert-row';
import { type RosterRowRecord, readRows, readTwins } from '@huzhu/db/roster/read-rows';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { DOCUMENT_TYPES } from '@huzhu/domain/person/document-type';
import type { PersonDetails } from '@huzhu/domain/policy/policy-change.schema';
import { checkRow } from '@huzhu/domain/roster/check-row';
import { issueSentence, severityOf } from '@huzhu/domain/roster/issue-codes';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';
import { rowWithChanges } from '@huzhu/domain/roster/row-with-changes';
import { createRowSealer, openRow } from '../person/seal-row.ts';
import type { Services } from '../services.ts';

type Place = Pick<CoveredRow, 'applicationId' | 'rosterVersionId' | 'rowNumber'>;

/** What a correction could break; age, 份 and ledger are not its business. */
const ITS_FIELDS: readonly string[] = ['name', 'documentType', 'idNumber', 'phone'];

/**
 * The row as it would be, judged by the rules that the import judges by. A number fits the new document type or the change is refused.
 * @throws CHANGE_WRONG with the rule's own sentence, NOT_FOUND
 */
export async function checkCorrection(
  tx: Transaction,
  services: Services,
  at: Place,
  after: PersonDetails,
): Promise<{ readonly row: RosterRowRecord; readonly checked: CheckedRow; readonly application: ApplicationRecord }> {
  const application = await readApplication(tx, { id: at.applicationId });
  const [row] = await readRows(tx, at.rosterVersionId, [at.rowNumber], { lock: true });
  if (row?.state !== 'active' || !application?.effectiveDate) throw new DomainError('NOT_FOUND');
  const context = {
    plans: application.plans.map((line) => ({ version: line.version, defaultShares: line.shares })),
    effectiveDate: application.effectiveDate,
    today: application.effectiveDate,
    date1904: false,
  };
  const changes = {
    name: after.name,
    phone: after.phone,
    ...(after.documentType && { documentType: DOCUMENT_TYPES[after.documentType] }),
  };
  const checked = checkRow(rowWithChanges(openRow(services, row), changes), context);
  const wrong = checked.issues.find(
    (issue) => ITS_FIELDS.includes(issue.field) && (severityOf(issue.code) === 'error' || issue.field === 'phone'),
  );
  if (wrong) throw new DomainError('CHANGE_WRONG', { name: row.name, sentence: issueSentence(wrong) });
  return { row, checked, application };
}

/**
 * Puts a person of a policy right: a new row of the frozen roster says it as it is, the old one stays as it was submitted, and the cover
 * goes over. With another document type the person may be somebody whom another policy insures: the cover check is made again.
 * @throws CHANGE_WRONG, CHANGE_TWIN, NOT_FOUND
 */
export async function applyCorrection(
  tx: Transaction,
  services: Services,
  at: Place,
  after: PersonDetails,
  today: CalendarDate,
): Promise<void> {
  const { row, checked, application } = await checkCorrection(tx, services, at, after);
  const rowNumber = (await lastRowNumber(tx, at.rosterVersionId)) + 1;
  const sealed = createRowSealer(services)({ ...checked, rowNumber });
  const { idHash } = sealed;
  if (!idHash) throw new DomainError('CHANGE_WRONG', { name: row.name, sentence: '证件号码与证件类型不符' });
  const isSamePerson = row.idHash !== null && Buffer.from(row.idHash).equals(Buffer.from(idHash));
  if (!isSamePerson && (await readTwins(tx, at.rosterVersionId, idHash)).length > 0) {
    throw new DomainError('CHANGE_TWIN', { name: row.name });
  }
  await insertRows(tx, { rosterVersionId: at.rosterVersionId, unitId: row.unitId }, [
    { ...sealed, shares: row.shares },
  ]);
  if (!isSamePerson && application.endDate) {
    await lockPlans(
      tx,
      application.plans.map((plan) => plan.planId),
    );
    const period = {
      applicationId: application.id,
      rosterVersionId: at.rosterVersionId,
      start: today,
      end: application.endDate,
    };
    const overlap = (await overlapsWithin(tx, period, [rowNumber])).find((found) => severityOf(found.code) === 'error');
    if (overlap) throw new DomainError('CHANGE_WRONG', { name: row.name, sentence: issueSentence(overlap) });
  }
  await replaceCoveredRow(tx, { ...at, from: at.rowNumber, to: rowNumber });
}
