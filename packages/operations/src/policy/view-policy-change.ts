import type { Transaction } from '@huzhu/db/connect';
import {
  listPolicyChanges as listAll,
  type PolicyChangeRecord,
  readPolicyChange,
} from '@huzhu/db/policy/policy-change-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { maskPhone } from '@huzhu/domain/person/mask-phone';
import type { listChangesInput, PersonDetails, PolicyChangeView } from '@huzhu/domain/policy/policy-change.schema';
import type { z } from 'zod';
import { type Actor, mayActFor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';

const MOST = 200;

/** 更正 and 减员 that the asker may see, the newest first. */
export async function listPolicyChanges(
  services: Services,
  actor: Actor,
  { policyNumber, applicationNumber, open }: z.infer<typeof listChangesInput>,
): Promise<PolicyChangeView[]> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const changes = await listAll(
      tx,
      {
        open,
        ...(policyNumber && { policyNumber }),
        ...(applicationNumber && { applicationNumber }),
      },
      MOST,
    );
    return changes.map((change) => viewOf(change, actor));
  });
}

/** @throws NOT_FOUND */
export async function viewPolicyChange(tx: Transaction, actor: Actor, number: string): Promise<PolicyChangeView> {
  const change = await readPolicyChange(tx, number);
  if (!change) throw new DomainError('NOT_FOUND');
  return viewOf(change, actor);
}

function viewOf(change: PolicyChangeRecord, actor: Actor): PolicyChangeView {
  const { number, version, kind, state, policyNumber, unitName, reason, refusal } = change;
  return {
    number,
    version,
    kind,
    state,
    policyNumber,
    unitName,
    reason,
    requestedBy: change.requestedByName,
    requestedAt: change.requestedAt.toISOString(),
    refusal,
    persons: change.rows.map(({ idMasked, before, after }) => ({
      idMasked,
      before: masked(before),
      after: after && masked(after),
    })),
    own: mayActFor(actor, change.unitId),
  };
}

const masked = (details: PersonDetails): PersonDetails => ({
  ...details,
  phone: details.phone ? maskPhone(details.phone) : '',
});
