import { withScope } from '@huzhu/db/scope/with-scope';
import { readUnits } from '@huzhu/db/unit/read-units';
import { ROLE_NAMES } from '@huzhu/domain/access/role';
import type { Me } from '@huzhu/domain/account/account.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';

/** Who is signed in, for the top bar and the menu. */
export async function describeAccount(services: Services, actor: Actor, demo: boolean): Promise<Me> {
  const units = await withScope(services.db, scopeOf(actor), (tx) => readUnits(tx, actor.memberUnitIds));
  return {
    username: actor.username,
    name: actor.name,
    roles: [...actor.roles],
    roleNames: actor.roles.map((role) => ROLE_NAMES[role]),
    units: units.map(({ code, name }) => ({ code, name })),
    demo,
  };
}
