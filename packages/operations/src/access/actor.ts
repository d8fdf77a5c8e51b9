import type { Scope } from '@huzhu/db/scope/with-scope';
import type { Role } from '@huzhu/domain/access/role';
import { ROLE_NAMES, SOCIETY_ROLES } from '@huzhu/domain/access/role';
import { DomainError } from '@huzhu/domain/error/domain-error';

/** Who asks, as the session tells it; never anything that the request itself claims. */
export interface Actor {
  readonly staffId: number;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Units the account is a member of: there an operator or a manager may act. */
  readonly memberUnitIds: readonly number[];
  /** Units it may see. */
  readonly visibleUnitIds: readonly number[];
  readonly address: string;
}

export function scopeOf(actor: Actor): Scope {
  return actor.roles.some((role) => SOCIETY_ROLES.includes(role)) ? { all: true } : { unitIds: actor.visibleUnitIds };
}

/** An operator, or a manager acting as operator, of the unit itself (domain.md, Who uses it). */
export function mayActFor(actor: Actor, unitId: number): boolean {
  return actor.memberUnitIds.includes(unitId) && actor.roles.some((role) => role === 'operator' || role === 'manager');
}

export function requireActFor(actor: Actor, unitId: number): void {
  if (!mayActFor(actor, unitId)) throw new DomainError('FORBIDDEN');
}

/** The role under which an act for a unit is recorded. */
export function actingRole(actor: Actor): { role: Role; roleName: string } {
  const role = actor.roles[0] ?? 'operator';
  return { role, roleName: ROLE_NAMES[role] };
}
