import type { Transaction } from '@huzhu/db/connect';
import { type EndorsementRecord, readEndorsement } from '@huzhu/db/policy/endorsement-store';
import { DomainError } from '@huzhu/domain/error/domain-error';

/** The 保全 of that number, or NOT_FOUND: a foreign one answers exactly as a missing one. */
export async function loadEndorsement(tx: Transaction, number: string): Promise<EndorsementRecord> {
  const endorsement = await readEndorsement(tx, { number });
  if (!endorsement) throw new DomainError('NOT_FOUND');
  return endorsement;
}
