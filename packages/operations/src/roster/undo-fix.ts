import { touchApplication } from '@huzhu/db/application/write-application';
import type { Transaction } from '@huzhu/db/connect';
import { readRows } from '@huzhu/db/roster/read-rows';
import { findTwinsOf, removeRows, restoreRows } from '@huzhu/db/roster/remove-rows';
import { changeRosterVersion, findMerged } from '@huzhu/db/roster/roster-version-store';
import { countFixedRows, findAddedRows, forgetFix, readFixedRows } from '@huzhu/db/roster/row-fix-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { FixUndone, undoFixInput } from '@huzhu/domain/roster/grouped-fix.schema';
import type { RosterContext } from '@huzhu/domain/roster/roster-row';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { lockForEdit } from '../application/load-application.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { recordFix } from './record-fix.ts';
import { rejudgeRows } from './rejudge-rows.ts';
import { restateRows } from './restate-rows.ts';
import { rosterContext } from './roster-context.ts';
import { rosterStatusOf } from './roster-status.ts';

const BATCH = 500;

/**
 * 撤销 of an act on many rows (一并修改, 并入批注名单, 从 Excel 粘贴): brings back what stood in its rows and the rows that it deleted, deletes those that
 * it made, where nobody changed them since.
 */
export async function undoFix(
  services: Services,
  actor: Actor,
  input: z.infer<typeof undoFixInput>,
): Promise<FixUndone> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, input.number);
    const version = await editableRoster(tx, application);
    const result = await once(tx, actor, 'roster.undoFix', input, async () => {
      const context = { ...rosterContext(application, today), date1904: version.date1904 };
      const all = await countFixedRows(tx, version.id, input.fixId);
      const merged = await findMerged(tx, application.id, input.fixId);
      const of = { versionId: version.id, fixId: input.fixId, context };
      const { rows: stated, twins } = await bringBack(tx, services, of);
      const moved = await moveBack(tx, services, { ...of, undoId: input.requestId });
      for (const twin of moved.twins) twins.add(twin);
      const rows = [...stated, ...moved.returned];
      await rejudgeRows(tx, services, {
        application,
        version,
        context,
        rowNumbers: [...new Set([...rows, ...twins])],
      });
      await forgetFix(tx, version.id, input.fixId);
      if (merged) await changeRosterVersion(tx, merged.id, { mergeId: null });
      const restored = rows.length + moved.gone.length;
      if (restored > 0) {
        await touchApplication(tx, application.id);
        await recordFix(tx, actor, application, {
          action: merged ? '撤销并入批注名单' : '撤销修改名单行',
          requestId: input.requestId,
          rows: [...rows, ...moved.gone],
        });
      }
      return { restored, kept: all - stated.length - moved.gone.length };
    });
    return { ...(await rosterStatusOf(tx, application)), ...result };
  });
}

/** Rows that the act made go, rows that it deleted return, read as they would be today. */
async function moveBack(
  tx: Transaction,
  services: Services,
  of: { readonly versionId: string; readonly fixId: string; readonly undoId: string; readonly context: RosterContext },
): Promise<{ gone: number[]; returned: number[]; twins: number[] }> {
  const made = await findAddedRows(tx, of.versionId, of.fixId);
  const gone = await removeRows(tx, of.versionId, { rowNumbers: made }, of.undoId);
  const returned = await restoreRows(tx, of.versionId, { deletionId: of.fixId });
  for (let start = 0; start < returned.length; start += BATCH) {
    const rows = await readRows(tx, of.versionId, returned.slice(start, start + BATCH));
    await restateRows(
      tx,
      services,
      rows.map((row) => ({ row })),
      of.context,
    );
  }
  return { gone, returned, twins: await findTwinsOf(tx, of.versionId, [...gone, ...returned]) };
}

/** @returns the rows that were brought back, and whoever was or has become their twin */
async function bringBack(
  tx: Transaction,
  services: Services,
  of: { readonly versionId: string; readonly fixId: string; readonly context: RosterContext },
): Promise<{ rows: number[]; twins: Set<number> }> {
  const numbers: number[] = [];
  const twins = new Set<number>();
  const addTwins = async (rowNumbers: readonly number[]) => {
    for (const twin of await findTwinsOf(tx, of.versionId, rowNumbers)) twins.add(twin);
  };
  while (true) {
    const page = { after: numbers.at(-1) ?? 0, limit: BATCH };
    const rows = await readFixedRows(tx, of.versionId, of.fixId, page);
    const here = rows.map((row) => row.rowNumber);
    await addTwins(here);
    await restateRows(
      tx,
      services,
      rows.map((row) => ({ row })),
      of.context,
    );
    await addTwins(here);
    numbers.push(...here);
    if (rows.length < BATCH) return { rows: numbers, twins };
  }
}
