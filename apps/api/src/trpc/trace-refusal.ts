import type { Actor } from '@huzhu/operations/access/actor';
import { leavesTrace, type Refusal, recordRefusal } from '@huzhu/operations/access/record-refusal';
import type { Services } from '@huzhu/operations/services';
import type { FastifyRequest } from 'fastify';

/**
 * Leaves a trace of what a person was refused, before the answer goes out; nobody signed in, nobody to name. A trace that
 * cannot be written (the database is away) is told to the log and changes no answer.
 */
export async function traceRefusal(
  services: Services,
  request: FastifyRequest,
  actor: () => Promise<Actor | undefined>,
  refusal: Refusal,
): Promise<void> {
  // Asked first: finding the person costs a query that a flood must not get for nothing.
  if (!leavesTrace(refusal)) return;
  try {
    const person = await actor();
    if (person) await recordRefusal(services, person, refusal);
  } catch {
    request.log.warn({ act: refusal.act, code: refusal.code }, 'a refusal was not recorded');
  }
}
