import { recordRefusalEvent } from '@huzhu/db/audit/record-refusal-event';
import { withScope } from '@huzhu/db/scope/with-scope';
import { applicationNumber } from '@huzhu/domain/application/application.schema';
import type { ErrorCode } from '@huzhu/domain/error/error-codes';
import type { Services } from '../services.ts';
import { type Actor, actingRole } from './actor.ts';

/**
 * Refusals that tell of somebody who tried what is not theirs to do. Wrong input, a full disk and a busy database are
 * no such thing; a stale version mostly is not, but may be somebody who writes over a colleague.
 */
const TRACED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'FORBIDDEN',
  'OWN_WORK',
  'NOT_FOUND',
  'ILLEGAL_TRANSITION',
  'STALE_VERSION',
  'ROSTER_FROZEN',
  'REQUEST_REUSED',
  'UPLOAD_QUOTA',
  'UPLOAD_QUOTA_UNIT',
  'UPLOAD_TOO_LARGE',
  'EVIDENCE_TYPE',
  'EVIDENCE_PIXELS',
  'EVIDENCE_UNSAFE',
  'EXPORT_TOO_LARGE',
]);

/** Of one account and one code within an hour; more would say nothing new and fill the log. */
const MOST_PER_HOUR = 20;

export interface Refusal {
  /** Ours: a procedure's name or a route's pattern, never the address as it was typed. */
  readonly act: string;
  readonly code: ErrorCode;
  /** The input had fields that no page of ours sends. */
  readonly foreignFields?: boolean;
  /** As it was asked for; kept only when it has the form of an application's number. */
  readonly number?: unknown;
}

export function leavesTrace(refusal: Refusal): boolean {
  return TRACED.has(refusal.code) || refusal.foreignFields === true;
}

/**
 * Leaves a trace of a refused request in the audit log: event 拒绝, outside the transaction that was refused. Whether what was
 * asked for is another unit's or is not there at all is not looked up, so that both take the same time.
 */
export async function recordRefusal(services: Services, actor: Actor, refusal: Refusal): Promise<void> {
  const number = applicationNumber.safeParse(refusal.number);
  await withScope(services.db, { all: true }, (tx) =>
    recordRefusalEvent(tx, {
      staffId: actor.staffId,
      staffName: actor.name,
      role: actingRole(actor),
      code: refusal.code,
      act: refusal.act,
      number: number.success ? number.data : null,
      address: actor.address,
      mostPerHour: MOST_PER_HOUR,
    }),
  );
}
