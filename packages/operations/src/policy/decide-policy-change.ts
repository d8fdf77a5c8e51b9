import type { Transaction } from '@huzhu/db/connect';
import {
  decidePolicyChange,
  findLinesOf,
  type PolicyChangeRecord,
  readPolicyChange,
} from '@huzhu/db/policy/policy-change-store';
import type { PolicyRecord } from '@huzhu/db/policy/read-policies';
import { withScope } from '@huzhu/db/scope/with-scope';
import { addDays, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { formatYuan } from '@huzhu/domain/money/money';
import { DOCUMENT_TYPES } from '@huzhu/domain/person/document-type';
import { maskPhone } from '@huzhu/domain/person/mask-phone';
import type { EndorsementContent } from '@huzhu/domain/policy/endorsement.schema';
import {
  type approveChangeInput,
  DETAIL_LABELS,
  detailChanges,
  POLICY_CHANGE_KINDS,
  type PolicyChangeView,
  type refuseChangeInput,
  type withdrawChangeInput,
} from '@huzhu/domain/policy/policy-change.schema';
import type { z } from 'zod';
import { type Actor, refuseOwnWork, requireActFor, scopeOf } from '../access/actor.ts';
import { openRefund } from '../application/open-refund.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { notify } from '../notification/notify.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { applyCorrection } from './apply-correction.ts';
import { applyRemoval } from './apply-removal.ts';
import { type EndorsementFacts, holdPolicy, recordEndorsement } from './record-endorsement.ts';
import { refusalOfRemoval } from './refusal-of-removal.ts';
import { refuseEnded } from './request-policy-change.ts';
import { viewPolicyChange } from './view-policy-change.ts';

type Move = z.infer<typeof approveChangeInput>;

/**
 * 通过 of a 更正 or a 减员: done to the policy's list at once, and stated by a 保全. A 更正 takes effect today; with a 减员 cover ends with today.
 * @throws OWN_WORK, CHANGE_MOVED, CHANGE_WRONG, CHANGE_TWIN, CHANGE_POLICY_ENDED, REMOVAL_NOT_ALLOWED
 */
export async function approvePolicyChange(services: Services, actor: Actor, input: Move): Promise<PolicyChangeView> {
  const today = await services.clock.today();
  return decide(services, actor, 'policyChange.approve', input, async (tx, change) => {
    refuseOwnWork(actor, [change.requestedBy]);
    const policy = await holdPolicy(tx, change.policyId);
    refuseEnded(policy);
    const done =
      change.kind === 'correction'
        ? await correct(tx, services, policy, change, today)
        : await remove(tx, policy, change, today);
    const endorsement = await recordEndorsement(tx, policy, done.facts, today);
    if (done.refundFen > 0) {
      const back = { cause: 'excluded', amountFen: done.refundFen, reason: `${change.number} 减员` } as const;
      await openRefund(tx, { id: policy.applicationId, unitId: policy.unitId }, back, today);
    }
    await settle(tx, change, { state: 'approved', decidedBy: actor.staffId, endorsementId: endorsement.id });
    const back = done.refundFen > 0 ? `，退还 ${formatYuan(done.refundFen)}` : '';
    return {
      action: `${POLICY_CHANGE_KINDS[change.kind]}通过`,
      sentence: `保单 ${policy.number} 的${POLICY_CHANGE_KINDS[change.kind]}（${change.number}）已通过${back}。保全单 ${endorsement.number} 可以下载。`,
      details: { change: change.number, endorsement: endorsement.number },
    };
  });
}

/** 驳回, with the reason. @throws OWN_WORK, CHANGE_MOVED */
export async function refusePolicyChange(
  services: Services,
  actor: Actor,
  input: z.infer<typeof refuseChangeInput>,
): Promise<PolicyChangeView> {
  return decide(services, actor, 'policyChange.refuse', input, async (tx, change) => {
    refuseOwnWork(actor, [change.requestedBy]);
    await settle(tx, change, { state: 'refused', decidedBy: actor.staffId, refusal: input.reason });
    return {
      action: `${POLICY_CHANGE_KINDS[change.kind]}驳回`,
      reason: input.reason,
      sentence: `保单 ${change.policyNumber} 的${POLICY_CHANGE_KINDS[change.kind]}（${change.number}）被驳回：${input.reason}`,
      details: { change: change.number },
    };
  });
}

/** 撤回 by the unit, while nobody has decided. @throws FORBIDDEN, CHANGE_MOVED */
export async function withdrawPolicyChange(
  services: Services,
  actor: Actor,
  input: z.infer<typeof withdrawChangeInput>,
): Promise<PolicyChangeView> {
  return decide(services, actor, 'policyChange.withdraw', input, async (tx, change) => {
    requireActFor(actor, change.unitId);
    await settle(tx, change, { state: 'withdrawn', decidedBy: actor.staffId });
    return { action: `撤回${POLICY_CHANGE_KINDS[change.kind]}`, details: { change: change.number } };
  });
}

interface Told {
  readonly action: string;
  readonly reason?: string;
  /** For the unit; absent where it acted itself. */
  readonly sentence?: string;
  readonly details: Record<string, unknown>;
}

async function decide(
  services: Services,
  actor: Actor,
  procedure: string,
  input: Move,
  work: (tx: Transaction, change: PolicyChangeRecord) => Promise<Told>,
): Promise<PolicyChangeView> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    await once(tx, actor, procedure, input, async () => {
      const change = await readPolicyChange(tx, input.changeNumber, { lock: true });
      if (!change) throw new DomainError('NOT_FOUND');
      if (change.state !== 'pending' || change.version !== input.version) throw new DomainError('CHANGE_MOVED');
      const { sentence, ...event } = await work(tx, change);
      const subject = { number: change.applicationNumber, unitId: change.unitId };
      await recordApplicationEvent(tx, actor, subject, { ...event, requestId: input.requestId, by: ['reviewer'] });
      if (sentence) await notify(tx, actor, subject, 'unit', { kind: 'approved', sentence });
      return null;
    });
    return viewPolicyChange(tx, actor, input.changeNumber);
  });
}

async function settle(
  tx: Transaction,
  change: PolicyChangeRecord,
  decision: Parameters<typeof decidePolicyChange>[2],
): Promise<void> {
  if (!(await decidePolicyChange(tx, change, decision))) throw new DomainError('CHANGE_MOVED');
}

type Done = { readonly facts: EndorsementFacts; readonly refundFen: number };

async function correct(
  tx: Transaction,
  services: Services,
  policy: PolicyRecord,
  change: PolicyChangeRecord,
  today: CalendarDate,
): Promise<Done> {
  const corrections: NonNullable<EndorsementContent['corrections']> = [];
  for (const row of change.rows) {
    if (!row.after) continue;
    await applyCorrection(tx, services, row, row.after, today);
    const shown = (label: string, value: string) =>
      label === DETAIL_LABELS.phone && value ? maskPhone(value) : value || '—';
    for (const { label, before, after } of detailChanges(row.before, row.after)) {
      corrections.push({
        name: row.before.name,
        idMasked: row.idMasked,
        label,
        before: shown(label, before),
        after: shown(label, after),
      });
    }
  }
  const added = { headcount: 0, shares: 0, premiumFen: 0 };
  return {
    refundFen: 0,
    facts: { ...frame('correction', today), added, plans: [], content: { ...stated(policy, change), corrections } },
  };
}

async function remove(
  tx: Transaction,
  policy: PolicyRecord,
  change: PolicyChangeRecord,
  today: CalendarDate,
): Promise<Done> {
  const closed = refusalOfRemoval(policy);
  if (closed) throw closed;
  const removal = await applyRemoval(tx, policy, await findLinesOf(tx, change.rows), today);
  if (removal.headcount === 0) throw new DomainError('CHANGE_MOVED');
  const nameOf = (planId: number) => policy.plans.find((plan) => plan.planId === planId)?.version.shortName ?? '';
  const removed = removal.ended.map(({ name, documentType, idMasked, planId, shares }) => ({
    name,
    documentType: documentType ? DOCUMENT_TYPES[documentType] : '',
    idMasked,
    plan: nameOf(planId),
    shares,
  }));
  const added = { headcount: -removal.headcount, shares: -removal.shares, premiumFen: -removal.refundFen };
  return {
    refundFen: removal.refundFen,
    facts: {
      ...frame('removal', addDays(today, 1)),
      added,
      plans: removal.plans,
      content: { ...stated(policy, change), removed },
    },
  };
}

const frame = (kind: 'correction' | 'removal', effectiveDate: CalendarDate) => ({
  kind,
  applicationId: null,
  effectiveDate,
});

const stated = (policy: PolicyRecord, change: PolicyChangeRecord) => ({
  policyNumber: policy.number,
  applicationNumber: change.number,
  unit: { name: policy.unit.name, creditCode: policy.unit.creditCode },
  end: policy.endDate,
  lines: [],
});
