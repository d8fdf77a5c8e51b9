import type { Transaction } from '@huzhu/db/connect';
import { createIdHasher } from '@huzhu/db/crypto/id-hash';
import { findPersons } from '@huzhu/db/roster/read-rows';
import { personKey } from '@huzhu/domain/person/identity';
import { compareTwins, type Twin } from '@huzhu/domain/roster/compare-twins';
import type { RowIssue } from '@huzhu/domain/roster/issue-codes';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';
import type { Services } from '../services.ts';

/** What rows that are not stored yet would say of each other, and of who stands on the list, by row number. */
export async function findPasteTwins(
  tx: Transaction,
  services: Services,
  rosterVersionId: string,
  pasted: readonly CheckedRow[],
): Promise<ReadonlyMap<number, RowIssue>> {
  const hash = createIdHasher(services.idHashKeys);
  const groups = new Map<string, Twin[]>();
  const hashes: Buffer[] = [];
  for (const { rowNumber, values } of pasted) {
    const { documentType, idNumber, idNumberValid, name, shares } = values;
    if (!documentType || !idNumberValid) continue;
    const person = hash(personKey(documentType, idNumber));
    const key = person.toString('hex');
    const group = groups.get(key);
    if (group) group.push({ rowNumber, name, shares });
    else {
      groups.set(key, [{ rowNumber, name, shares }]);
      hashes.push(person);
    }
  }
  const replaced = new Set(pasted.map((row) => row.rowNumber));
  for (const { idHash, ...twin } of await findPersons(tx, rosterVersionId, hashes)) {
    if (idHash && !replaced.has(twin.rowNumber)) groups.get(Buffer.from(idHash).toString('hex'))?.push(twin);
  }
  const issues = new Map<number, RowIssue>();
  for (const group of groups.values()) {
    for (const [rowNumber, issue] of compareTwins(group)) if (replaced.has(rowNumber)) issues.set(rowNumber, issue);
  }
  return issues;
}
