import { listCoverOf } from '@huzhu/db/cover/read-cover';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { InsuredPage, listInsuredInput } from '@huzhu/domain/policy/policy.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { loadPolicy } from './load-policy.ts';
import { personFilter } from './person-filter.ts';
import { viewCover } from './view-policy.ts';

const PAGE = 50;

/** 参保人员名单 of a policy, by person and plan. @throws NOT_FOUND */
export async function listInsured(
  services: Services,
  actor: Actor,
  input: z.infer<typeof listInsuredInput>,
): Promise<InsuredPage> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const policy = await loadPolicy(tx, input.policyNumber);
    const filter = personFilter(services, input.query);
    const page = { after: input.cursor ?? 0, limit: PAGE };
    const { rows, total, next } = await listCoverOf(tx, { policy }, filter, page);
    return { total, lines: rows.map(viewCover), next };
  });
}
