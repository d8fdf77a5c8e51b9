import { READER_ROLES, SOCIETY_ROLES, SYSTEM_ROLES } from '@huzhu/domain/access/role';
import type { Me } from '@huzhu/domain/account/account.schema';

/** Where an account has something to do: among applications, among the queues, or both; and where it begins. */
export function placesOf(me: Pick<Me, 'roles'>) {
  const business = me.roles.some((role) => READER_ROLES.includes(role));
  /** The society's own desks. */
  const society = me.roles.some((role) => SOCIETY_ROLES.includes(role));
  /** What came in on the account and what goes back. */
  const money = me.roles.includes('finance') || me.roles.includes('society_admin');
  const settings = me.roles.includes('society_admin');
  const system = me.roles.some((role) => SYSTEM_ROLES.includes(role));
  return {
    business,
    society,
    money,
    settings,
    system,
    first: system && !business ? ('/queues' as const) : ('/' as const),
  };
}
