import { readApplication } from '@huzhu/db/application/read-application';
import { readLastNotice } from '@huzhu/db/payment/payment-notice-store';
import type { PolicyRecord } from '@huzhu/db/policy/read-policies';
import { withScope } from '@huzhu/db/scope/with-scope';
import { addDays, type CalendarDate, daysInclusive } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { PolicyView } from '@huzhu/domain/policy/policy.schema';
import { refuseRenewal } from '@huzhu/domain/renewal/renewal-window';
import { refuseSupplement } from '@huzhu/domain/supplement/refuse-supplement';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { loadPolicy } from './load-policy.ts';
import { figuresNow } from './policy-figures.ts';
import { refusalOfRemoval } from './refusal-of-removal.ts';
import { viewPolicyItem } from './view-policy.ts';

/** 【保单明细】: 参保单位详情 and what 保单资料汇总 lists. @throws NOT_FOUND */
export async function getPolicy(services: Services, actor: Actor, number: string): Promise<PolicyView> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const policy = await loadPolicy(tx, number);
    const application = await readApplication(tx, { id: policy.applicationId });
    if (!application) throw new DomainError('NOT_FOUND');
    const notice = await readLastNotice(tx, application.id);
    const all = daysInclusive(policy.startDate, policy.endDate);
    const gone = today < policy.startDate ? 0 : Math.min(all, daysInclusive(policy.startDate, today));
    return {
      ...viewPolicyItem(policy, today),
      unit: policy.unit,
      contact: application.contact,
      plans: policy.plans.map(
        ({ version: { code, name, version: versionLabel, feePerShareFen, waiting }, ...line }) => ({
          code,
          name,
          versionLabel,
          feePerShareFen,
          ...figuresNow(line),
          waitingNote: waiting.firstDays > 0 ? waiting.note : '无免责期',
        }),
      ),
      issued: { headcount: policy.headcount, shares: policy.shares, premiumFen: policy.premiumFen },
      next: nextOf(policy, today),
      issuedOn: policy.issuedOn,
      documentVersion: policy.documentVersion,
      verificationCode: policy.verifyToken,
      days: { all, gone },
      notice: notice && !notice.voidedAt ? { number: notice.number, ready: notice.fileId !== null } : null,
    };
  });
}

/** Whether it may be supplemented or renewed today, in the sentence that says why not. */
function nextOf(policy: PolicyRecord, today: CalendarDate): PolicyView['next'] {
  const parent = { state: policy.state, start: policy.startDate, end: policy.endDate };
  const plans = policy.plans.map((plan) => plan.version);
  const open = plans.filter((plan) => plan.supplementAllowed);
  const supplement = refuseSupplement(parent, open.length > 0 ? open : plans, addDays(today, 1));
  return {
    supplement: supplement?.sentence ?? null,
    renewal: refuseRenewal(parent, today)?.sentence ?? null,
    removal: refusalOfRemoval(policy)?.sentence ?? null,
  };
}
