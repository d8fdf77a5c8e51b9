import type { Transaction } from '@huzhu/db/connect';
import {
  type CoveredRow,
  findCoveredRows,
  findOpenChangeOf,
  insertPolicyChange,
} from '@huzhu/db/policy/policy-change-store';
import type { PolicyRecord } from '@huzhu/db/policy/read-policies';
import { nextNumber } from '@huzhu/db/public-number/next-number';
import { withScope } from '@huzhu/db/scope/with-scope';
import { APPLICATION_STATES } from '@huzhu/domain/application/application-state';
import { DomainError } from '@huzhu/domain/error/domain-error';
import {
  detailChanges,
  type PersonDetails,
  POLICY_CHANGE_KINDS,
  type PolicyChangeKind,
  type PolicyChangeView,
  REMOVED_AT_ONCE,
  type RequestCorrectionInput,
  type RequestRemovalInput,
} from '@huzhu/domain/policy/policy-change.schema';
import { type Actor, requireActFor, scopeOf } from '../access/actor.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { notify } from '../notification/notify.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { checkCorrection } from './apply-correction.ts';
import { loadPolicy } from './load-policy.ts';
import { refusalOfRemoval } from './refusal-of-removal.ts';
import { viewPolicyChange } from './view-policy-change.ts';

/**
 * 【更正】: another name, telephone number or document type of one insured person, for a reviewer to decide. What would not pass is
 * refused at once.
 * @throws CHANGE_POLICY_ENDED, CHANGE_NOTHING, CHANGE_WRONG, CHANGE_OPEN, CHANGE_LINE_GONE, NOT_FOUND, FORBIDDEN
 */
export async function requestCorrection(
  services: Services,
  actor: Actor,
  input: RequestCorrectionInput,
): Promise<PolicyChangeView> {
  const { name, phone, documentType } = input;
  return request(services, actor, 'policyChange.correct', input, 'correction', [input.line], async (tx, rows) => {
    const [row] = rows;
    if (!row) throw new DomainError('CHANGE_LINE_GONE');
    const after = {
      ...detailsOf(row),
      ...(name && { name }),
      ...(phone && { phone }),
      ...(documentType && { documentType }),
    };
    if (detailChanges(detailsOf(row), after).length === 0) throw new DomainError('CHANGE_NOTHING', { name: row.name });
    const { checked } = await checkCorrection(tx, services, row, after);
    return [{ ...row, after: { ...after, name: checked.values.name, phone: checked.values.phone } }];
  });
}

/**
 * 【减员】: persons who leave before the end, where every plan they are in allows it, for a reviewer to decide.
 * @throws REMOVAL_NOT_ALLOWED, CHANGE_POLICY_ENDED, CHANGE_OPEN, NOT_FOUND, FORBIDDEN
 */
export async function requestRemoval(
  services: Services,
  actor: Actor,
  input: RequestRemovalInput,
): Promise<PolicyChangeView> {
  return request(services, actor, 'policyChange.remove', input, 'removal', input.lines, async (_, rows, policy) => {
    const closed = refusalOfRemoval(policy);
    if (closed) throw closed;
    if (rows.length > REMOVED_AT_ONCE) throw new DomainError('REMOVAL_TOO_MANY', { most: REMOVED_AT_ONCE });
    return rows.map((row) => ({ ...row, after: null }));
  });
}

export function refuseEnded(policy: Pick<PolicyRecord, 'state'>): void {
  if (policy.state !== 'in_force') {
    throw new DomainError('CHANGE_POLICY_ENDED', { state: APPLICATION_STATES[policy.state] });
  }
}

const detailsOf = ({ name, phone, documentType }: CoveredRow): PersonDetails => ({ name, phone, documentType });

async function request(
  services: Services,
  actor: Actor,
  procedure: string,
  input: { readonly requestId: string; readonly policyNumber: string; readonly reason: string },
  kind: PolicyChangeKind,
  lines: readonly number[],
  work: (
    tx: Transaction,
    rows: readonly CoveredRow[],
    policy: PolicyRecord,
  ) => Promise<(CoveredRow & { readonly after: PersonDetails | null })[]>,
): Promise<PolicyChangeView> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const number = await once(tx, actor, procedure, input, async () => {
      const policy = await loadPolicy(tx, input.policyNumber);
      requireActFor(actor, policy.unitId);
      refuseEnded(policy);
      const of = { policyId: policy.id, applicationId: policy.applicationId };
      const found = await findCoveredRows(tx, of, lines);
      if (found.length !== new Set(lines).size) throw new DomainError('CHANGE_LINE_GONE');
      // Several lines of one person (plans, tranches) name one row.
      const rows = [...new Map(found.map((row) => [`${row.applicationId} ${row.rowNumber}`, row])).values()];
      const changed = await work(tx, rows, policy);
      const open = await findOpenChangeOf(tx, rows);
      if (open) throw new DomainError('CHANGE_OPEN', { name: open });
      const changeNumber = await nextNumber(tx, 'policyChange', today);
      await insertPolicyChange(
        tx,
        {
          number: changeNumber,
          policyId: policy.id,
          unitId: policy.unitId,
          kind,
          reason: input.reason,
          requestedBy: actor.staffId,
        },
        changed.map((row) => ({
          applicationId: row.applicationId,
          rosterVersionId: row.rosterVersionId,
          rowNumber: row.rowNumber,
          idMasked: row.idMasked,
          before: detailsOf(row),
          after: row.after,
        })),
      );
      const subject = { number: policy.applicationNumber, unitId: policy.unitId };
      const word = POLICY_CHANGE_KINDS[kind];
      await recordApplicationEvent(tx, actor, subject, {
        action: `申请${word}`,
        reason: input.reason,
        requestId: input.requestId,
        details: { change: changeNumber, persons: changed.length },
      });
      await notify(tx, actor, subject, 'reviewer', {
        kind: 'submitted',
        sentence: `${policy.unit.name}的保单 ${policy.number} 申请${word} ${changed.length} 人，请审核（${changeNumber}）。`,
      });
      return changeNumber;
    });
    return viewPolicyChange(tx, actor, number);
  });
}
