import { readRows, readTwins } from '@huzhu/db/roster/read-rows';
import { setRowState } from '@huzhu/db/roster/write-row';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { deleteRowsInput, RosterStatus } from '@huzhu/domain/roster/roster.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { lockForEdit } from '../application/load-application.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { rejudgeRows } from './rejudge-rows.ts';
import { restateRow } from './restate-row.ts';
import { rosterContext } from './roster-context.ts';
import { rosterStatusOf } from './roster-status.ts';

type Input = z.infer<typeof deleteRowsInput>;

/** 删除 and its undo: the rows change their state, and whoever was or becomes their twin is judged again. */
async function setRows(
  services: Services,
  actor: Actor,
  input: Input,
  state: 'active' | 'deleted',
): Promise<RosterStatus> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, input.number);
    const version = await editableRoster(tx, application);
    await once(tx, actor, state === 'deleted' ? 'roster.remove' : 'roster.restoreRows', input, async () => {
      const context = { ...rosterContext(application, today), date1904: version.date1904 };
      const moved = await setRowState(tx, version.id, input.rowNumbers, state);
      const affected = new Set<number>();
      const persons = moved.map((row) => row.idHash);
      if (state === 'active') {
        // Plans and 份 may have changed while the row lay deleted: it comes back as it would be read today.
        const rowNumbers = moved.map((row) => row.rowNumber);
        for (const row of await readRows(tx, version.id, rowNumbers)) {
          persons.push((await restateRow(tx, services, row, context, undefined)) ?? null);
          affected.add(row.rowNumber);
        }
      }
      for (const idHash of persons) {
        for (const twin of idHash ? await readTwins(tx, version.id, idHash) : []) affected.add(twin.rowNumber);
      }
      await rejudgeRows(tx, services, { application, version, context, rowNumbers: [...affected] });
      await recordApplicationEvent(tx, actor, application, {
        action: state === 'deleted' ? '删除名单行' : '恢复名单行',
        details: { rows: moved.length },
        requestId: input.requestId,
      });
      return moved.length;
    });
    return rosterStatusOf(tx, application);
  });
}

export const removeRows = (services: Services, actor: Actor, input: Input) =>
  setRows(services, actor, input, 'deleted');
export const restoreRows = (services: Services, actor: Actor, input: Input) =>
  setRows(services, actor, input, 'active');
