import type { CoverRecord } from '@huzhu/db/cover/read-cover';
import type { PolicyRecord } from '@huzhu/db/policy/read-policies';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DOCUMENT_TYPES } from '@huzhu/domain/person/document-type';
import type { CoverLine, PolicyListItem } from '@huzhu/domain/policy/policy.schema';
import { refuseRenewal } from '@huzhu/domain/renewal/renewal-window';
import { figuresNow } from './policy-figures.ts';

export function viewPolicyItem(policy: PolicyRecord, today: CalendarDate): PolicyListItem {
  return {
    number: policy.number,
    applicationNumber: policy.applicationNumber,
    state: policy.state,
    unitName: policy.unit.name,
    planNames: policy.plans.filter((plan) => plan.headcount > 0).map((plan) => plan.version.shortName),
    start: policy.startDate,
    end: policy.endDate,
    ...figuresNow(policy),
    endorsements: policy.endorsed.count,
    renewable: refuseRenewal({ state: policy.state, end: policy.endDate }, today) === undefined,
    ready: policy.fileId !== null,
    invoiceNumber: policy.invoiceNumber,
  };
}

export function viewCover(cover: CoverRecord): CoverLine {
  return {
    id: cover.id,
    name: cover.name,
    documentType: cover.documentType ? DOCUMENT_TYPES[cover.documentType] : '',
    idMasked: cover.idMasked,
    planCode: cover.version.code,
    planName: cover.version.shortName,
    shares: cover.shares,
    start: cover.startDate,
    end: cover.endDate,
    waitEnd: cover.waitEnd,
    category: cover.category,
    state: cover.state,
  };
}
