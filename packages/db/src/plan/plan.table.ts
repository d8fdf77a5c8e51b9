import type { PlanCode, PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { boolean, date, jsonb, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core';
import { bigintId, bigintRef } from '../column/bigint-id.ts';

/** A plan (险种). Its id is the key of the advisory lock that serialises cover of the plan. */
export const plan = pgTable('plan', {
  id: bigintId(),
  code: text().$type<PlanCode>().notNull().unique(),
});

/** What a plan promises and demands, as data. An application is bound to the version it was made with. */
export const planVersion = pgTable(
  'plan_version',
  {
    id: bigintId(),
    planId: bigintRef()
      .notNull()
      .references(() => plan.id),
    label: text().notNull(),
    data: jsonb().$type<PlanVersion>().notNull(),
    offered: boolean().notNull().default(true),
    offeredUntil: date({ mode: 'string' }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique().on(table.planId, table.label)],
);

/** The text of a 告知书 as it stood: an acceptance names it by hash. */
export const noticeText = pgTable(
  'notice_text',
  {
    id: bigintId(),
    planVersionId: bigintRef()
      .notNull()
      .references(() => planVersion.id),
    number: text().notNull(),
    revision: text().notNull(),
    body: jsonb().$type<PlanVersion['notice']>().notNull(),
    /** SHA-256, hex, of the canonical JSON of the body. */
    hash: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique().on(table.planVersionId, table.hash)],
);
