import { createHash } from 'node:crypto';
import type { Transaction } from '@huzhu/db/connect';
import { answerRequest, claimRequest } from '@huzhu/db/request/request-log';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { Actor } from '../access/actor.ts';

/**
 * Runs a mutation at most once per requestId: the same id with the same body gets the recorded answer, with another
 * body, account or procedure it is refused. Claim, work and answer share the caller's transaction, so a double click
 * waits for the first press and a crash leaves the id free.
 * @param work returns what is recorded: numbers and states, never personal data
 */
export async function once<Answer>(
  tx: Transaction,
  actor: Actor,
  procedure: string,
  input: { readonly requestId: string },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const { requestId } = input;
  // Keyed by nothing secret: an ID number in the body is 18 digits, but the hash covers the uuid of the request too.
  const bodyHash = createHash('sha256')
    .update(`${procedure}\n${JSON.stringify(input)}`)
    .digest();
  const earlier = await claimRequest(tx, { requestId, staffId: actor.staffId, procedure, bodyHash });
  if (earlier) {
    const same =
      earlier.staffId === actor.staffId &&
      earlier.procedure === procedure &&
      Buffer.compare(earlier.bodyHash, bodyHash) === 0;
    if (!same) throw new DomainError('REQUEST_REUSED');
    return earlier.answer as Answer;
  }
  const answer = await work();
  await answerRequest(tx, requestId, answer);
  return answer;
}
