import { type AnyPgColumn, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { bigintId, bigintRef } from '../column/bigint-id.ts';

/** The tree 市总工会 → 区 → 街道/系统 → 基层工会. */
export const unit = pgTable(
  'unit',
  {
    id: bigintId(),
    /** Public key of a unit, e.g. `U-440305-0012`. */
    code: text().notNull().unique(),
    name: text().notNull(),
    parentId: bigintRef().references((): AnyPgColumn => unit.id),
    /** 统一社会信用代码 */
    creditCode: text(),
    /** 社保编号 */
    socialInsuranceNumber: text(),
    address: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.parentId)],
);
