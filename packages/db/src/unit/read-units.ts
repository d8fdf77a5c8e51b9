import { asc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { unit } from './unit.table.ts';

export interface UnitRecord {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly creditCode: string | null;
  readonly socialInsuranceNumber: string | null;
}

const COLUMNS = {
  id: unit.id,
  code: unit.code,
  name: unit.name,
  creditCode: unit.creditCode,
  socialInsuranceNumber: unit.socialInsuranceNumber,
};

/** These units as far as the scope shows them, by name. */
export async function readUnits(tx: Transaction, ids: readonly number[]): Promise<UnitRecord[]> {
  if (ids.length === 0) return [];
  return tx
    .select(COLUMNS)
    .from(unit)
    .where(inArray(unit.id, [...ids]))
    .orderBy(asc(unit.name));
}

/** A unit of the scope by its public code; a foreign unit is as missing as a wrong code. */
export async function findUnitByCode(tx: Transaction, code: string): Promise<UnitRecord | undefined> {
  const [row] = await tx.select(COLUMNS).from(unit).where(eq(unit.code, code));
  return row;
}
