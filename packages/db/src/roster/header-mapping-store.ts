import type { RememberedMapping, StoredMapping } from '@huzhu/domain/roster/column-mapping.schema';
import { and, desc, eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import type { SqlTransaction } from '../job/hold-attempt.ts';
import { headerMapping } from './roster.table.ts';

/** The headers a unit uses; what it has not used for so many others it is asked about again. */
const MOST_OF_A_UNIT = 200;

/** The headers of a unit that are known, the latest used first. */
export async function readHeaderMappings(tx: Transaction, unitId: number): Promise<RememberedMapping[]> {
  return tx
    .select({
      fingerprint: headerMapping.fingerprint,
      columns: headerMapping.columns,
      documentType: headerMapping.documentType,
    })
    .from(headerMapping)
    .where(eq(headerMapping.unitId, unitId))
    .orderBy(desc(headerMapping.usedAt))
    .limit(MOST_OF_A_UNIT);
}

/** After a file was read so. What somebody forgot while a file was being read by it stays forgotten. */
export async function rememberHeader(tx: SqlTransaction, unitId: number, mapping: StoredMapping): Promise<void> {
  const { fingerprint, columns, documentType, remembered } = mapping;
  if (fingerprint === null) return;
  if (remembered) {
    await tx`update header_mapping set used_at = now() where unit_id = ${unitId} and fingerprint = ${fingerprint}`;
    return;
  }
  await tx`
    insert into header_mapping (unit_id, fingerprint, columns, document_type)
    values (${unitId}, ${fingerprint}, ${JSON.stringify(columns)}::text::jsonb, ${documentType})
    on conflict (unit_id, fingerprint) do update
      set columns = excluded.columns, document_type = excluded.document_type, used_at = now()`;
}

export async function forgetHeader(tx: Transaction, unitId: number, fingerprint: string): Promise<void> {
  await tx
    .delete(headerMapping)
    .where(and(eq(headerMapping.unitId, unitId), eq(headerMapping.fingerprint, fingerprint)));
}
