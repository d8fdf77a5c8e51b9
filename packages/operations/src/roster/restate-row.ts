import type { Transaction } from '@huzhu/db/connect';
import type { RosterRowRecord } from '@huzhu/db/roster/read-rows';
import { updateRow } from '@huzhu/db/roster/write-row';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { carryShares } from '@huzhu/domain/roster/carry-shares';
import { checkRow } from '@huzhu/domain/roster/check-row';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { RosterContext } from '@huzhu/domain/roster/roster-row';
import { rowWithChanges } from '@huzhu/domain/roster/row-with-changes';
import { createRowSealer, openRow } from '../person/seal-row.ts';
import type { Services } from '../services.ts';

/**
 * Reads a stored row anew under the application as it is now, with cells that were changed by hand, and stores what was
 * read. Its issues are for rejudgeRows, which needs the twins to stand.
 * @returns the person key's hash that the row has now
 * @throws STALE_VERSION when somebody else changed the row meanwhile
 */
export async function restateRow(
  tx: Transaction,
  services: Services,
  row: RosterRowRecord,
  context: RosterContext,
  edit: { readonly changes: Readonly<Partial<Record<RosterField, string | undefined>>> } | undefined,
): Promise<Uint8Array | undefined> {
  const before = Object.keys(row.shares)[0] as PlanCode | undefined;
  const plans = context.plans.map(({ version }) => version.code);
  const carried = carryShares(rowWithChanges(openRow(services, row), edit?.changes ?? {}), before, plans);
  const checked = checkRow(carried, context);
  const { issues: _, rowNumber: __, sheetRow: ___, ...sealed } = createRowSealer(services)(checked);
  const written = await updateRow(
    tx,
    { rosterVersionId: row.rosterVersionId, rowNumber: row.rowNumber, revision: row.revision },
    { ...UNREAD, ...sealed, ...(edit ? { corrected: true } : {}) },
  );
  if (!written) throw new DomainError('STALE_VERSION');
  return sealed.idHash;
}

/** What a cell that has become unreadable or empty leaves behind: an update must not keep its old value. */
const UNREAD = {
  documentType: null,
  idCipher: null,
  idHash: null,
  sex: null,
  birthDate: null,
  hireDate: null,
  ledgerHash: null,
} as const;
