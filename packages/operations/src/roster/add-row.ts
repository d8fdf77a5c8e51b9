import { touchApplication } from '@huzhu/db/application/write-application';
import { insertRows, lastRowNumber } from '@huzhu/db/roster/insert-row';
import { readRows } from '@huzhu/db/roster/read-rows';
import { findTwinsOf } from '@huzhu/db/roster/remove-rows';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { checkRow } from '@huzhu/domain/roster/check-row';
import type { addRowInput, correctRowResult } from '@huzhu/domain/roster/roster.schema';
import { rowWithChanges } from '@huzhu/domain/roster/row-with-changes';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { lockForEdit } from '../application/load-application.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { createRowSealer } from '../person/seal-row.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { rejudgeRows } from './rejudge-rows.ts';
import { rosterContext } from './roster-context.ts';
import { rosterStatusOf } from './roster-status.ts';
import { viewRow } from './view-row.ts';

/**
 * 新增一人: what was typed is checked like a row of the file and takes the next row number. A row with errors is
 * accepted as one of the file is: it stands in the list with its sentences.
 */
export async function addRow(
  services: Services,
  actor: Actor,
  input: z.infer<typeof addRowInput>,
): Promise<z.infer<typeof correctRowResult>> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, input.number);
    const version = await editableRoster(tx, application);
    const { added, touched } = await once(tx, actor, 'roster.add', input, async () => {
      // The lock on the application keeps a second one from taking the same number.
      const rowNumber = (await lastRowNumber(tx, version.id)) + 1;
      const blank = { rowNumber, hidden: false, raw: {}, kinds: {} };
      const context = { ...rosterContext(application, today), date1904: version.date1904 };
      const checked = checkRow(rowWithChanges(blank, input.values), context);
      await insertRows(tx, { rosterVersionId: version.id, unitId: application.unitId }, [
        createRowSealer(services)(checked),
      ]);
      const affected = [...new Set([rowNumber, ...(await findTwinsOf(tx, version.id, [rowNumber]))])];
      await rejudgeRows(tx, services, { application, version, context, rowNumbers: affected });
      await touchApplication(tx, application.id);
      await recordApplicationEvent(tx, actor, application, {
        action: '新增参保人',
        details: { row: rowNumber },
        requestId: input.requestId,
      });
      return { added: rowNumber, touched: affected };
    });
    const rows = await readRows(tx, version.id, touched);
    const views = rows.filter((row) => row.state === 'active').map((row) => viewRow(services, row, true));
    const row = views.find((view) => view.rowNumber === added);
    if (!row) throw new DomainError('NOT_FOUND');
    return { row, twins: views.filter((view) => view !== row), status: await rosterStatusOf(tx, application) };
  });
}
