import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import { recordEvent } from '@huzhu/db/audit/record-event';
import type { Transaction } from '@huzhu/db/connect';
import { type Actor, actingRole } from '../access/actor.ts';

/**
 * A change of what is typed in an application, in the transaction of the change. Kept under a subject of its own: every
 * pause of the typing saves, which would bury the acts of 保单操作记录; but whoever is refused because somebody else was
 * faster is told who that was (find-last-change.ts).
 */
export async function recordEdit(
  tx: Transaction,
  actor: Actor,
  application: Pick<ApplicationRecord, 'number' | 'unitId'>,
  edit: { readonly action: string; readonly requestId: string; readonly rowNumber?: number },
): Promise<void> {
  const row = edit.rowNumber;
  await recordEvent(tx, {
    staffId: actor.staffId,
    staffName: actor.name,
    role: actingRole(actor),
    action: edit.action,
    unitId: application.unitId,
    subjectType: row === undefined ? 'application_edit' : 'roster_row_edit',
    subjectId: row === undefined ? application.number : rowSubject(application.number, row),
    details: {},
    requestId: edit.requestId,
    address: actor.address,
  });
}

export const rowSubject = (number: string, rowNumber: number) => `${number} ${rowNumber}`;
