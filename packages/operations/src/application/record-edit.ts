import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import { type NewAuditEvent, recordEvent, recordEvents } from '@huzhu/db/audit/record-event';
import type { Transaction } from '@huzhu/db/connect';
import { type Actor, actingRole } from '../access/actor.ts';

type Edited = Pick<ApplicationRecord, 'number' | 'unitId'>;

/**
 * A change of what is typed in an application, in the transaction of the change. Kept under a subject of its own: every
 * pause of the typing saves, which would bury the acts of 保单操作记录; but whoever is refused because somebody else was
 * faster is told who that was (find-last-change.ts).
 */
export async function recordEdit(
  tx: Transaction,
  actor: Actor,
  application: Edited,
  edit: { readonly action: string; readonly requestId: string; readonly rowNumber?: number },
): Promise<void> {
  await recordEvent(tx, editEvent(actor, application, edit, edit.rowNumber));
}

/** One act that changed many rows: an event for each, because each may be asked about. */
export async function recordRowEdits(
  tx: Transaction,
  actor: Actor,
  application: Edited,
  edit: { readonly action: string; readonly requestId: string; readonly rowNumbers: readonly number[] },
): Promise<void> {
  await recordEvents(
    tx,
    edit.rowNumbers.map((rowNumber) => editEvent(actor, application, edit, rowNumber)),
  );
}

function editEvent(
  actor: Actor,
  application: Edited,
  edit: { readonly action: string; readonly requestId: string },
  rowNumber: number | undefined,
): NewAuditEvent {
  return {
    staffId: actor.staffId,
    staffName: actor.name,
    role: actingRole(actor),
    action: edit.action,
    unitId: application.unitId,
    subjectType: rowNumber === undefined ? 'application_edit' : 'roster_row_edit',
    subjectId: rowNumber === undefined ? application.number : rowSubject(application.number, rowNumber),
    details: {},
    requestId: edit.requestId,
    address: actor.address,
  };
}

export const rowSubject = (number: string, rowNumber: number) => `${number} ${rowNumber}`;
