import type { Database } from '../connect.ts';

/**
 * The units a member of staff works in: those they belong to as operator, and for a manager also every unit below.
 * Empty for a disabled account and for the society's own roles, whose scope is all units.
 */
export async function unitsOfStaff(db: Database, staffId: number): Promise<number[]> {
  const rows = await db.sql<{ unit_id: number }[]>`select unit_id from units_of_staff(${staffId}) order by unit_id`;
  return rows.map((row) => row.unit_id);
}
