import { touchApplication } from '@huzhu/db/application/write-application';
import type { Transaction } from '@huzhu/db/connect';
import {
  findSurplusTwins,
  type RowChoice,
  removeRows as remove,
  restoreRows as restore,
} from '@huzhu/db/roster/remove-rows';
import type { RosterVersionRecord } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type {
  collapseTwinsInput,
  deleteMatchingInput,
  deleteRowsInput,
  RowsMoved,
  undoRemovalInput,
} from '@huzhu/domain/roster/roster.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { lockForEdit } from '../application/load-application.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { judgeAffected } from './judge-affected.ts';
import { rowFilter } from './list-rows.ts';
import { rosterStatusOf } from './roster-status.ts';

type Input = { readonly requestId: string; readonly number: string };
type Move = (tx: Transaction, version: RosterVersionRecord) => Promise<number[]>;

/** The frame of 删除 and its undo: rows change their state, and whoever was or becomes their twin is judged again. */
async function moveRows(
  services: Services,
  actor: Actor,
  input: Input & { readonly rowNumbers?: readonly number[] },
  act: { readonly procedure: string; readonly label: string; readonly brings: boolean; readonly move: Move },
): Promise<RowsMoved> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, input.number);
    const version = await editableRoster(tx, application);
    const result = await once(tx, actor, act.procedure, input, async () => {
      const moved = await act.move(tx, version);
      await judgeAffected(tx, services, actor, { application, version, today, moved, brings: act.brings });
      if (moved.length > 0) {
        await touchApplication(tx, application.id);
        await recordApplicationEvent(tx, actor, application, {
          action: act.label,
          details: { rows: moved.length },
          requestId: input.requestId,
        });
      }
      const done = new Set(moved);
      return { moved: moved.length, missed: (input.rowNumbers ?? []).filter((row) => !done.has(row)) };
    });
    return { ...(await rosterStatusOf(tx, application)), ...result, deletionId: input.requestId };
  });
}

const deletion = (services: Services, actor: Actor, input: Input, procedure: string, choose: ChooseRows) =>
  moveRows(services, actor, input, {
    procedure,
    label: '删除名单行',
    brings: false,
    move: async (tx, version) => remove(tx, version.id, await choose(tx, version), input.requestId),
  });
type ChooseRows = (tx: Transaction, version: RosterVersionRecord) => RowChoice | Promise<RowChoice>;

/** 删除, 批量删除 of chosen rows. `missed` names those that somebody else had deleted already. */
export const removeRows = (services: Services, actor: Actor, input: z.infer<typeof deleteRowsInput>) =>
  deletion(services, actor, input, 'roster.remove', () => ({ rowNumbers: input.rowNumbers }));

/** 批量删除 of all rows that match a filter, in one statement. */
export const removeMatching = (services: Services, actor: Actor, input: z.infer<typeof deleteMatchingInput>) =>
  deletion(services, actor, input, 'roster.removeMatching', () => ({ filter: rowFilter(services, input) }));

/** Exactly equal rows of one person, or of everybody: the first stays, the others are deleted. */
export const collapseTwins = (services: Services, actor: Actor, input: z.infer<typeof collapseTwinsInput>) =>
  deletion(services, actor, input, 'roster.collapseTwins', async (tx, version) => ({
    rowNumbers: await findSurplusTwins(tx, version.id, input.rowNumber),
  }));

/** Brings chosen deleted rows back. */
export const restoreRows = (services: Services, actor: Actor, input: z.infer<typeof deleteRowsInput>) =>
  moveRows(services, actor, input, {
    procedure: 'roster.restoreRows',
    label: '恢复名单行',
    brings: true,
    move: (tx, version) => restore(tx, version.id, { rowNumbers: input.rowNumbers }),
  });

/** 撤销: brings back all that one act deleted. */
export const undoRemoval = (services: Services, actor: Actor, input: z.infer<typeof undoRemovalInput>) =>
  moveRows(services, actor, input, {
    procedure: 'roster.undoRemoval',
    label: '恢复名单行',
    brings: true,
    move: (tx, version) => restore(tx, version.id, { deletionId: input.deletionId }),
  });
