import { createHash } from 'node:crypto';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { SetEffectiveDatesInput, SetEffectiveDatesResult } from '@huzhu/domain/policy/policy.schema';
import type { Actor } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { setEffectiveDate } from './set-effective-date.ts';

/**
 * 批量设置生效时间: each application in a transaction of its own, so that one that is refused keeps none of the others back. The same
 * request again does nothing twice: each has an id of its own made of the request's and the number.
 */
export async function setEffectiveDates(
  services: Services,
  actor: Actor,
  input: SetEffectiveDatesInput,
): Promise<SetEffectiveDatesResult> {
  const outcomes: SetEffectiveDatesResult = [];
  for (const { number, version } of input.applications) {
    const requestId = idOf(input.requestId, number);
    const { effectiveDate } = input;
    try {
      await setEffectiveDate(services, actor, { requestId, number, version, effectiveDate });
      outcomes.push({ number, refusal: null });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      outcomes.push({ number, refusal: error.sentence });
    }
  }
  return outcomes;
}

/** A UUID (version 8, RFC 9562) of the request's id and the application's number. */
function idOf(requestId: string, number: string): string {
  const hash = createHash('sha256').update(`${requestId} ${number}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
