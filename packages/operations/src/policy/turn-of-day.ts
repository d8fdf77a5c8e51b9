import { type ApplicationRecord, readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { lockPlans } from '@huzhu/db/cover/reserve-cover';
import { endCover, settleCover } from '@huzhu/db/cover/settle-cover';
import { findToActivate, findToExpire } from '@huzhu/db/policy/policy-store';
import { countRows } from '@huzhu/db/roster/count-rows';
import { withScope } from '@huzhu/db/scope/with-scope';
import { calledApplication } from '@huzhu/domain/application/application.schema';
import type { Term } from '@huzhu/domain/application/premium';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { TIMER } from '../access/actor.ts';
import { countPremium } from '../application/count-premium.ts';
import { excludeIneligible } from '../application/exclude-ineligible.ts';
import { moveApplication } from '../application/move-application.ts';
import { refusalOfParent } from '../application/reference-term.ts';
import { refundDifference } from '../application/refund-difference.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';
import { issueEndorsement } from './issue-endorsement.ts';
import { issuePolicy } from './issue-policy.ts';

const MOST_AT_ONCE = 500;

export interface TurnOfDay {
  readonly activated: number;
  readonly expired: number;
}

/**
 * What the calendar does, by the business date: cover begins at 0:00 and ends after 24:00. Each
 * application in a transaction of its own, found by its state, so that running it twice, late, or on two workers at once does
 * everything exactly once.
 */
export async function turnOfDay(services: Services): Promise<TurnOfDay> {
  const today = await services.clock.today();
  const find = (which: typeof findToActivate) =>
    withScope(services.db, { all: true }, (tx) => which(tx, today, MOST_AT_ONCE));
  const each = async (ids: readonly number[], work: typeof activate) => {
    let done = 0;
    for (const id of ids) done += await withScope(services.db, { all: true }, (tx) => work(tx, id, today));
    return done;
  };
  return {
    expired: await each(await find(findToExpire), expire),
    activated: await each(await find(findToActivate), activate),
  };
}

async function activate(tx: Transaction, id: number, today: CalendarDate): Promise<number> {
  await lockParent(tx, id);
  const application = await readApplication(tx, { id }, { lock: true });
  const { effectiveDate: start, endDate: end, rosterVersionId } = application ?? {};
  if (application?.state !== 'pending_effective' || !start || !end || !rosterVersionId || start > today) return 0;
  // A supplement that outlived its policy is given back (lapse-orphans.ts), not begun.
  if (refusalOfParent(application, start)) return 0;
  await lockPlans(
    tx,
    application.plans.map((plan) => plan.planId),
  );
  const excluded = await excludeIneligible(tx, application, { start, end });
  const { rows: headcount } = await countRows(tx, rosterVersionId);
  // Nobody is left: society_admin has to end it, a policy over nobody is none.
  if (headcount === 0) return 0;
  const premium = await countPremium(tx, application, rosterVersionId, start);
  await refundDifference(tx, application, { totalFen: premium.totalFen, excluded }, today);
  await settleCover(tx, application.id, { start, end }, 'in_force');
  await moveApplication(tx, TIMER, application, 'activate', {
    fields: { headcount, premiumFen: premium.totalFen },
    details: { start, end, headcount, excluded },
  });
  await notify(tx, TIMER, application, 'unit', {
    kind: 'in_force',
    sentence: await issue(tx, application, { start, end }, { ...premium, headcount }, today),
  });
  return 1;
}

/** A policy's end takes its supplements along, so whoever begins one holds the policy's application first, and in that order. */
async function lockParent(tx: Transaction, id: number): Promise<void> {
  const parent = (await readApplication(tx, { id }))?.parent;
  if (parent) await readApplication(tx, { id: parent.applicationId }, { lock: true });
}

/** What the cover that begins is proved by: a policy, or a 保全 of one. @returns the sentence for the unit */
async function issue(
  tx: Transaction,
  application: ApplicationRecord,
  term: Term,
  premium: Parameters<typeof issuePolicy>[3],
  today: CalendarDate,
): Promise<string> {
  const told = `已生效，${premium.headcount} 人，保障至 ${term.end}（含当日）`;
  if (application.kind === 'supplement') {
    const number = await issueEndorsement(tx, application, term, premium, today);
    return `保全单 ${number} ${told}。可以在【单位保单查询】查看补充申请明细、下载电子保全单。`;
  }
  const number = await issuePolicy(tx, application, term, premium, today);
  return `保单 ${number} ${told}。可以查看明细、打印电子保单。`;
}

async function expire(tx: Transaction, id: number, today: CalendarDate): Promise<number> {
  const application = await readApplication(tx, { id }, { lock: true });
  const end = application?.endDate;
  if (application?.state !== 'in_force' || !end || end >= today) return 0;
  await moveApplication(tx, TIMER, application, 'expire', { details: { end } });
  await endCover(tx, application.id, end);
  await notify(tx, TIMER, application, 'unit', {
    kind: 'expiring',
    sentence: `${calledApplication(application)} 的保障已于 ${end} 24 时到期。`,
  });
  return 1;
}
