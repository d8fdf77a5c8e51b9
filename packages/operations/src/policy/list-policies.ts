import { listPolicies as readList } from '@huzhu/db/policy/read-policies';
import { withScope } from '@huzhu/db/scope/with-scope';
import { EXPIRY_NOTICE_DAYS } from '@huzhu/domain/application/application.schema';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import type { listPoliciesInput, PolicyList } from '@huzhu/domain/policy/policy.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { viewPolicyItem } from './view-policy.ts';

/** 单位保单查询: one page of the policies that the asker may see. */
export async function listPolicies(
  services: Services,
  actor: Actor,
  { query, page, pageSize, unitCode, plan, state, from, to, expiring }: z.infer<typeof listPoliciesInput>,
): Promise<PolicyList> {
  const today = await services.clock.today();
  const filter = {
    query,
    ...(unitCode && { unitCode }),
    ...(plan && { plan }),
    ...(state && { state }),
    ...(from && { from }),
    ...(to && { to }),
    ...(expiring && { ending: { from: today, to: addDays(today, EXPIRY_NOTICE_DAYS) } }),
  };
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const { rows, total } = await readList(tx, filter, { limit: pageSize, offset: (page - 1) * pageSize });
    return { total, items: rows.map((row) => viewPolicyItem(row, today)) };
  });
}
