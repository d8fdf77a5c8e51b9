import { and, desc, eq, gte, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { unit } from '../unit/unit.table.ts';
import { application } from './application.table.ts';

const MOST_SHOWN = 100;

/** Drafts that were deleted within so many days. Nothing changes a deleted draft, so its last change is the deletion. */
export async function readDeletedDrafts(tx: Transaction, days: number) {
  return tx
    .select({
      number: application.number,
      version: application.version,
      unitId: application.unitId,
      unitName: unit.name,
      deletedAt: application.updatedAt,
    })
    .from(application)
    .innerJoin(unit, eq(unit.id, application.unitId))
    .where(
      and(
        eq(application.state, 'deleted'),
        gte(
          sql`(${application.updatedAt} at time zone 'Asia/Shanghai')::date + ${days}::int`,
          sql`(now() at time zone 'Asia/Shanghai')::date`,
        ),
      ),
    )
    .orderBy(desc(application.updatedAt))
    .limit(MOST_SHOWN);
}
