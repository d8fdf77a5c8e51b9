import type { Role } from '@huzhu/domain/access/role';
import { boolean, index, pgTable, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core';
import { bigintId, bigintRef } from '../column/bigint-id.ts';
import { unit } from '../unit/unit.table.ts';
import { authUser } from './auth.table.ts';

/** A person at a desk. One staff row per account of better-auth. */
export const staff = pgTable('staff', {
  id: bigintId(),
  authUserId: text()
    .notNull()
    .unique()
    .references(() => authUser.id),
  username: text().notNull().unique(),
  name: text().notNull(),
  phone: text().unique(),
  disabled: boolean().notNull().default(false),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** Which units a member of staff belongs to. */
export const membership = pgTable(
  'membership',
  {
    staffId: bigintRef()
      .notNull()
      .references(() => staff.id),
    unitId: bigintRef()
      .notNull()
      .references(() => unit.id),
  },
  (table) => [primaryKey({ columns: [table.staffId, table.unitId] }), index().on(table.unitId)],
);

/** Roles, who granted them and who seconded (a society role needs a second society_admin). */
export const roleGrant = pgTable(
  'role_grant',
  {
    id: bigintId(),
    staffId: bigintRef()
      .notNull()
      .references(() => staff.id),
    role: text().$type<Role>().notNull(),
    /** Null for the grants of the installation itself. */
    grantedBy: bigintRef().references(() => staff.id),
    secondedBy: bigintRef().references(() => staff.id),
    grantedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique().on(table.staffId, table.role)],
);
