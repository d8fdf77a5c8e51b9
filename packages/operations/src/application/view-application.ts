import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { EDITABLE_STATES } from '@huzhu/domain/application/application-state';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { type Actor, mayActFor } from '../access/actor.ts';
import { earliestStart, referenceTerm } from './reference-term.ts';

/** What every step of the wizard and the detail page show of an application. */
export function viewApplication(application: ApplicationRecord, actor: Actor, today: CalendarDate): ApplicationView {
  const term = referenceTerm(application, today);
  return {
    number: application.number,
    kind: application.kind,
    parent: application.parent && {
      policyNumber: application.parent.policyNumber,
      state: application.parent.state,
      start: application.parent.start,
      end: application.parent.end,
    },
    state: application.state,
    version: application.version,
    unit: {
      code: application.unit.code,
      name: application.unit.name,
      socialInsuranceNumber: application.unit.socialInsuranceNumber,
    },
    plans: application.plans.map((line) => ({
      code: line.version.code,
      name: line.version.name,
      shortName: line.version.shortName,
      versionLabel: line.version.version,
      feePerShareFen: line.version.feePerShareFen,
      maxShares: line.version.maxSharesPerPerson,
      shares: line.shares,
    })),
    requestedDate: application.requestedDate,
    earliestDate: earliestStart(application, today),
    referenceDate: application.effectiveDate ?? term.start,
    referenceEnd: application.endDate ?? term.end,
    contact: application.contact,
    noticesAccepted: application.plans.flatMap((line) => {
      const acceptance = application.acceptances.find((candidate) => candidate.noticeTextId === line.notice.id);
      return acceptance ? [{ code: line.version.code, acceptedAt: acceptance.acceptedAt.toISOString() }] : [];
    }),
    savedAt: application.updatedAt.toISOString(),
    submittedAt: application.submittedAt?.toISOString() ?? null,
    editable: EDITABLE_STATES.includes(application.state) && mayActFor(actor, application.unitId),
  };
}
