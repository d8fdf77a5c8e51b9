import { touchApplication } from '@huzhu/db/application/write-application';
import { readRows } from '@huzhu/db/roster/read-rows';
import { findTwinsOf } from '@huzhu/db/roster/remove-rows';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { correctRowInput, correctRowResult } from '@huzhu/domain/roster/roster.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { lockForEdit } from '../application/load-application.ts';
import { recordEdit } from '../application/record-edit.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { rejudgeRows } from './rejudge-rows.ts';
import { restateRows } from './restate-rows.ts';
import { rosterContext } from './roster-context.ts';
import { rosterStatusOf } from './roster-status.ts';
import { viewRow } from './view-row.ts';

/**
 * One row corrected in place: the same check that the worker ran judges it again, and its old and new twins with it,
 * in one transaction.
 * @throws STALE_VERSION when somebody else changed the row since the page read it
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
      if (row.revision !== input.revision) throw new DomainError('STALE_VERSION');
      const context = { ...rosterContext(application, today), date1904: version.date1904 };
      const twinsBefore = await findTwinsOf(tx, version.id, [row.rowNumber]);
      await restateRows(tx, services, [{ row, changes: input.changes }], context);
      const twinsAfter = await findTwinsOf(tx, version.id, [row.rowNumber]);
      const affected = new Set([row.rowNumber, ...twinsBefore, ...twinsAfter]);
      await rejudgeRows(tx, services, { application, version, context, rowNumbers: [...affected] });
      await touchApplication(tx, application.id);
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
