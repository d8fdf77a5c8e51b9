import { readOfferedPlans } from '@huzhu/db/plan/read-plans';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { OfferedPlan } from '@huzhu/domain/plan/plan.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';

/** 选择保障计划: what may be enrolled in now, with the hash of the 告知书 that has to be accepted. */
export async function listOfferedPlans(services: Services, actor: Actor): Promise<OfferedPlan[]> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const plans = await readOfferedPlans(tx);
    return plans.map((plan) => ({ ...plan.version, noticeHash: plan.notice.hash }));
  });
}
