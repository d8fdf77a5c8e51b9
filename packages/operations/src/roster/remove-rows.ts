import { readTwins } from '@huzhu/db/roster/read-rows';
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
      const moved = await setRowState(tx, version.id, input.rowNumbers, state);
      const affected = new Set(state === 'active' ? moved.map((row) => row.rowNumber) : []);
      for (const row of moved) {
        for (const twin of row.idHash ? await readTwins(tx, version.id, row.idHash) : []) affected.add(twin.rowNumber);
      }
      const context = { ...rosterContext(application, today), date1904: version.date1904 };
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
