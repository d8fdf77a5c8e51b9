import type { Role } from '@huzhu/domain/access/role';
import { and, count, desc, eq, gt, or, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { signInAttempt } from './sign-in-attempt.table.ts';
import { membership, roleGrant, staff } from './staff.table.ts';

export interface StaffRecord {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly roles: readonly Role[];
  /** Units the account is a member of. */
  readonly memberUnitIds: readonly number[];
  /** Units it may see: the member units, for a manager everything below them too. */
  readonly visibleUnitIds: readonly number[];
}

/** The member of staff behind an account of better-auth, with roles and units as they are now. */
export async function findStaffByAuthUser(tx: Transaction, authUserId: string): Promise<StaffRecord | undefined> {
  const [row] = await tx
    .select({ id: staff.id, username: staff.username, name: staff.name, disabled: staff.disabled })
    .from(staff)
    .where(eq(staff.authUserId, authUserId));
  if (!row) return undefined;
  const roles = await tx.select({ role: roleGrant.role }).from(roleGrant).where(eq(roleGrant.staffId, row.id));
  const members = await tx.select({ id: membership.unitId }).from(membership).where(eq(membership.staffId, row.id));
  const visible = await tx.execute<{ unit_id: number }>(sql`select unit_id from units_of_staff(${row.id})`);
  return {
    ...row,
    roles: roles.map((grant) => grant.role),
    memberUnitIds: members.map((member) => member.id),
    visibleUnitIds: visible.map((unit) => Number(unit.unit_id)),
  };
}

/** The user name that a login text (user name or phone) stands for. */
export async function findUsername(tx: Transaction, login: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ username: staff.username })
    .from(staff)
    .where(or(eq(staff.username, login), eq(staff.phone, login)));
  return row?.username;
}

/** Failed tries for a login since the last success, within the last `minutes`. */
export async function countFailedSignIns(tx: Transaction, login: string, minutes: number) {
  const since = sql`now() - make_interval(mins => ${minutes})`;
  const [success] = await tx
    .select({ at: signInAttempt.at })
    .from(signInAttempt)
    .where(and(eq(signInAttempt.login, login), eq(signInAttempt.succeeded, true), gt(signInAttempt.at, since)))
    .orderBy(desc(signInAttempt.at))
    .limit(1);
  const [row] = await tx
    .select({
      failures: count(),
      oldestSeconds: sql<number>`extract(epoch from now() - min(${signInAttempt.at}))::int`,
    })
    .from(signInAttempt)
    .where(
      and(
        eq(signInAttempt.login, login),
        eq(signInAttempt.succeeded, false),
        gt(signInAttempt.at, since),
        success ? gt(signInAttempt.at, success.at) : undefined,
      ),
    );
  return { failures: row?.failures ?? 0, oldestSeconds: row?.oldestSeconds ?? 0 };
}

/**
 * Tries from an address within the last `minutes` that did not end in a success. A try is written as failed before it is
 * judged, so each success takes its own away.
 */
export async function countFailuresFrom(tx: Transaction, address: string, minutes: number): Promise<number> {
  const [row] = await tx
    .select({ n: sql<number>`sum(case when ${signInAttempt.succeeded} then -1 else 1 end)`.mapWith(Number) })
    .from(signInAttempt)
    .where(
      and(eq(signInAttempt.address, address), gt(signInAttempt.at, sql`now() - make_interval(mins => ${minutes})`)),
    );
  return row?.n ?? 0;
}

/** Lets one try for a login be counted at a time, until the transaction ends. */
export async function lockSignIn(tx: Transaction, login: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(7202, hashtext(${login}))`);
}

export async function recordSignIn(tx: Transaction, attempt: { login: string; address: string; succeeded: boolean }) {
  await tx.insert(signInAttempt).values(attempt);
}
