import { readRows, readTwins } from '@huzhu/db/roster/read-rows';
import { updateRow } from '@huzhu/db/roster/write-row';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { checkRow } from '@huzhu/domain/roster/check-row';
import type { correctRowInput, correctRowResult } from '@huzhu/domain/roster/roster.schema';
import { rowWithChanges } from '@huzhu/domain/roster/row-with-changes';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { lockForEdit } from '../application/load-application.ts';
import { recordEdit } from '../application/record-edit.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { rejudgeRows } from './rejudge-rows.ts';
import { rosterContext } from './roster-context.ts';
import { rosterStatusOf } from './roster-status.ts';
import { createRowSealer, openRow } from './seal-row.ts';
import { viewRow } from './view-row.ts';

/**
 * One row corrected in place: the same check that the worker ran judges it again, and its old and new twins with it,
 * in one transaction.
 * @throws ROW_CHANGED when somebody else changed the row since the page read it
 */
export async function correctRow(
  services: Services,
  actor: Actor,
  input: z.infer<typeof correctRowInput>,
): Promise<z.infer<typeof correctRowResult>> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, input.number);
    const version = await editableRoster(tx, application);
    const touched = await once(tx, actor, 'roster.correct', input, async () => {
      const [row] = await readRows(tx, version.id, [input.rowNumber], { lock: true });
      if (row?.state !== 'active') throw new DomainError('NOT_FOUND');
      if (row.revision !== input.revision) throw new DomainError('ROW_CHANGED');
      const context = { ...rosterContext(application, today), date1904: version.date1904 };
      const checked = checkRow(rowWithChanges(openRow(services, row), input.changes), context);
      const { issues: _, rowNumber: __, sheetRow: ___, ...sealed } = createRowSealer(services)(checked);
      const twinsBefore = row.idHash ? await readTwins(tx, version.id, row.idHash) : [];
      const written = await updateRow(
        tx,
        { rosterVersionId: version.id, rowNumber: row.rowNumber, revision: row.revision },
        { ...UNREAD, ...sealed, corrected: true },
      );
      if (!written) throw new DomainError('ROW_CHANGED');
      const twinsAfter = sealed.idHash ? await readTwins(tx, version.id, sealed.idHash) : [];
      const affected = new Set([row.rowNumber, ...[...twinsBefore, ...twinsAfter].map((twin) => twin.rowNumber)]);
      await rejudgeRows(tx, services, { application, version, context, rowNumbers: [...affected] });
      await recordEdit(tx, actor, application, {
        action: '修改名单行',
        requestId: input.requestId,
        rowNumber: row.rowNumber,
      });
      return [...affected];
    });
    const rows = await readRows(tx, version.id, touched);
    const views = rows.filter((row) => row.state === 'active').map((row) => viewRow(services, row, true));
    const corrected = views.find((row) => row.rowNumber === input.rowNumber);
    if (!corrected) throw new DomainError('NOT_FOUND');
    return {
      row: corrected,
      twins: views.filter((row) => row !== corrected),
      status: await rosterStatusOf(tx, application),
    };
  });
}

/** What a cell that has become unreadable or empty leaves behind: an update must not keep its old value. */
const UNREAD = {
  documentType: null,
  idCipher: null,
  idHash: null,
  sex: null,
  birthDate: null,
  hireDate: null,
} as const;
