import { readFileRecord } from '@huzhu/db/file/insert-file';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type Actor, scopeOf } from '../access/actor.ts';
import { type OpenedDocument, openStoredFile } from '../document/open-stored-file.ts';
import type { Services } from '../services.ts';
import { loadPolicy } from './load-policy.ts';

/** 【打印电子保单】, for whoever may see the policy. @throws NOT_FOUND, POLICY_DOCUMENT_NOT_READY while the worker makes it */
export async function openPolicyDocument(services: Services, actor: Actor, number: string): Promise<OpenedDocument> {
  const file = await withScope(services.db, scopeOf(actor), async (tx) => {
    const { fileId } = await loadPolicy(tx, number);
    return fileId ? readFileRecord(tx, fileId) : undefined;
  });
  if (!file) throw new DomainError('POLICY_DOCUMENT_NOT_READY');
  return openStoredFile(services, file);
}
