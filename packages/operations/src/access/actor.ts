import type { Scope } from '@huzhu/db/scope/with-scope';
import type { Role } from '@huzhu/domain/access/role';
import { SOCIETY_ROLES } from '@huzhu/domain/access/role';
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

/** Who causes a move: a person, or a timer of the worker, which is nobody's work and no unit's member. */
export interface Mover {
  readonly staffId: number | null;
  readonly name: string;
  readonly roles: readonly (Role | 'timer')[];
  readonly memberUnitIds: readonly number[];
  readonly address: string | null;
}

export const TIMER: Mover = { staffId: null, name: '系统', roles: ['timer'], memberUnitIds: [], address: null };

export function scopeOf(actor: Actor): Scope {
  return actor.roles.some((role) => SOCIETY_ROLES.includes(role)) ? { all: true } : { unitIds: actor.visibleUnitIds };
}

/** An operator, or a manager acting as operator, of the unit itself (domain.md, Who uses it). */
export function mayActFor(actor: Pick<Mover, 'memberUnitIds' | 'roles'>, unitId: number): boolean {
  return actor.memberUnitIds.includes(unitId) && actor.roles.some((role) => role === 'operator' || role === 'manager');
}

export function requireActFor(actor: Actor, unitId: number): void {
  if (!mayActFor(actor, unitId)) throw new DomainError('FORBIDDEN');
}

/**
 * Maker–checker (domain.md, Who uses it): whoever took an earlier step of this business may not take its next controlling one,
 * whatever roles the account holds.
 * @throws OWN_WORK
 */
export function refuseOwnWork(actor: Actor, makers: readonly (number | null | undefined)[]): void {
  if (makers.includes(actor.staffId)) throw new DomainError('OWN_WORK');
}

/** The role under which an act is recorded: the one that allows it, where several are held. */
export function actingRole(actor: Pick<Mover, 'roles'>, by: readonly string[] = []): Role | 'timer' {
  return actor.roles.find((held) => by.includes(held)) ?? actor.roles[0] ?? 'operator';
}
