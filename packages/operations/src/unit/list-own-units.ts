import { withScope } from '@huzhu/db/scope/with-scope';
import { readUnits } from '@huzhu/db/unit/read-units';
import type { UnitOption } from '@huzhu/domain/unit/unit.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';

/** 选择参保单位: the units that the account may enrol for. */
export async function listOwnUnits(services: Services, actor: Actor): Promise<UnitOption[]> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const units = await readUnits(tx, actor.memberUnitIds);
    return units.map(({ id: _, ...unit }) => unit);
  });
}
