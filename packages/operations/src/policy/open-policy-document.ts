import type { Transaction } from '@huzhu/db/connect';
import { readFileRecord } from '@huzhu/db/file/insert-file';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type Actor, scopeOf } from '../access/actor.ts';
import { type OpenedDocument, openStoredFile } from '../document/open-stored-file.ts';
import type { Services } from '../services.ts';
import { loadEndorsement } from './load-endorsement.ts';
import { loadPolicy } from './load-policy.ts';

/** 【打印电子保单】, for whoever may see the policy. @throws NOT_FOUND, POLICY_DOCUMENT_NOT_READY while the worker makes it */
export const openPolicyDocument = (services: Services, actor: Actor, number: string) =>
  openPaper(services, actor, (tx) => loadPolicy(tx, number), 'POLICY_DOCUMENT_NOT_READY');

/** 【下载电子保全单】, likewise. @throws NOT_FOUND, ENDORSEMENT_NOT_READY */
export const openEndorsementDocument = (services: Services, actor: Actor, number: string) =>
  openPaper(services, actor, (tx) => loadEndorsement(tx, number), 'ENDORSEMENT_NOT_READY');

async function openPaper(
  services: Services,
  actor: Actor,
  load: (tx: Transaction) => Promise<{ readonly fileId: string | null }>,
  notReady: 'POLICY_DOCUMENT_NOT_READY' | 'ENDORSEMENT_NOT_READY',
): Promise<OpenedDocument> {
  const file = await withScope(services.db, scopeOf(actor), async (tx) => {
    const { fileId } = await load(tx);
    return fileId ? readFileRecord(tx, fileId) : undefined;
  });
  if (!file) throw new DomainError(notReady);
  return openStoredFile(services, file);
}
