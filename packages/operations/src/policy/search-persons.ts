import { recordEvent } from '@huzhu/db/audit/record-event';
import { searchCover } from '@huzhu/db/cover/read-cover';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { PersonCoverPage, searchPersonsInput } from '@huzhu/domain/policy/policy.schema';
import type { z } from 'zod';
import { type Actor, actingRole, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { personFilter } from './person-filter.ts';
import { viewCover } from './view-policy.ts';

const PAGE = 50;

/**
 * 个人保单查询: every cover, past and to come, of whoever fits, within the asker's units. That somebody looked leaves a trace, with
 * how many were found; whom they looked for does not, because the trace is read by others.
 */
export async function searchPersons(
  services: Services,
  actor: Actor,
  input: z.infer<typeof searchPersonsInput>,
): Promise<PersonCoverPage> {
  const filter = personFilter(services, input.query);
  const rows = await withScope(services.db, scopeOf(actor), async (tx) => {
    const found = await searchCover(tx, filter, { before: input.cursor ?? undefined, limit: PAGE });
    await recordEvent(tx, {
      action: '个人保单查询',
      subjectType: 'person_search',
      subjectId: filter.idHashes.length > 0 ? 'number' : 'text',
      staffId: actor.staffId,
      staffName: actor.name,
      role: actingRole(actor),
      address: actor.address,
      details: { found: found.length },
    });
    return found;
  });
  const last = rows.at(-1);
  return {
    lines: rows.map((row) => ({
      ...viewCover(row),
      unitName: row.unitName,
      applicationNumber: row.applicationNumber,
      policyNumber: row.policyNumber,
    })),
    next: rows.length === PAGE && last ? last.id : null,
  };
}
