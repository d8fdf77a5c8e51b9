import { touchApplication } from '@huzhu/db/application/write-application';
import type { Transaction } from '@huzhu/db/connect';
import { countWrongRows } from '@huzhu/db/roster/fix-group-rows';
import { lastRowNumber } from '@huzhu/db/roster/insert-row';
import { findTwinsOf, removeRows } from '@huzhu/db/roster/remove-rows';
import { changeRosterVersion } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { applyMergeInput, MergeChoices, RosterMerged } from '@huzhu/domain/roster/annotated-roster.schema';
import { readSeenRows } from '@huzhu/domain/roster/seen-rows';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { lockForEdit } from '../application/load-application.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { addFreshRows } from './add-fresh-rows.ts';
import { contextOf, loadMerge, readRecognised } from './load-merge.ts';
import { cellsOf, type MergeEdit, type MergePlan, planMerge } from './plan-merge.ts';
import { recordFix } from './record-fix.ts';
import { type JudgedRows, rejudgeRows } from './rejudge-rows.ts';
import { restateForFix } from './restate-for-fix.ts';
import type { RowEdit } from './restate-rows.ts';
import { rosterStatusOf } from './roster-status.ts';

/**
 * 并入名单: the differences that the preview showed, in one transaction, judged as after a correction by hand. Rows that somebody
 * changed since the preview are left as they are and counted. 撤销 is undoFix.
 * @throws INPUT_INVALID when both sides changed a cell and nothing was chosen; MERGE_GONE; as loadMerge
 */
export async function applyMerge(
  services: Services,
  actor: Actor,
  input: z.infer<typeof applyMergeInput>,
): Promise<RosterMerged> {
  const today = await services.clock.today();
  const loaded = await loadMerge(services, actor, input);
  if (!loaded) throw new DomainError('MERGE_GONE');
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, input.number);
    const version = await editableRoster(tx, application);
    const result = await once(tx, actor, 'roster.applyMerge', input, async () => {
      const source = await readRecognised(tx, application, input);
      const context = contextOf(loaded, application, version, today);
      const plan = await planMerge(tx, services, { ...loaded, context });
      const act = { requestId: input.requestId, ...choose(plan, input) };
      const done = await merge(tx, services, { application, version, context, rowNumbers: [] }, act, plan);
      await changeRosterVersion(tx, source.id, { mergeId: input.requestId });
      await touchApplication(tx, application.id);
      const { changed, added, removed } = done;
      await recordFix(tx, actor, application, {
        action: '并入批注名单',
        requestId: input.requestId,
        rows: [...changed, ...added],
        counts: { changed: changed.length, added: added.length, removed: removed.length },
      });
      return {
        changed: changed.length,
        added: added.length,
        removed: removed.length,
        skipped: act.skipped,
        stillWrong: await countWrongRows(tx, version.id, [...changed, ...added]),
      };
    });
    return { ...(await rosterStatusOf(tx, application)), ...result, fixId: input.requestId };
  });
}

interface Chosen {
  readonly edits: readonly RowEdit[];
  readonly removals: readonly number[];
  readonly skipped: number;
}

/** What of the plan is done: rows as they were seen, with the side that was chosen where both sides changed a cell. */
function choose(plan: MergePlan, input: MergeChoices & { readonly seen: string }): Chosen {
  const seen = readSeenRows(input.seen);
  const asSeen = ({ rowNumber, revision }: { rowNumber: number; revision: number }) => seen.get(rowNumber) === revision;
  const edits = plan.edits.filter(({ row }) => asSeen(row));
  const missing = plan.missing.filter(asSeen);
  return {
    edits: edits.flatMap((edit) => {
      const changes = cellsOf(edit, edit.conflicts.length > 0 && takesWorkbook(edit, input.conflicts));
      return Object.keys(changes).length > 0 ? [{ row: edit.row, changes }] : [];
    }),
    removals: input.removeMissing ? missing.map(({ rowNumber }) => rowNumber) : [],
    skipped: seen.size - edits.length - missing.length,
  };
}

function takesWorkbook({ row }: MergeEdit, conflicts: MergeChoices['conflicts']): boolean {
  if (!conflicts) throw new DomainError('INPUT_INVALID');
  return (conflicts.side === 'workbook') !== conflicts.except.includes(row.rowNumber);
}

/** @returns the numbers of the rows by what was done with them */
async function merge(
  tx: Transaction,
  services: Services,
  target: JudgedRows,
  act: Chosen & { readonly requestId: string },
  plan: MergePlan,
): Promise<{ changed: number[]; added: number[]; removed: number[] }> {
  const { version, context } = target;
  const { edits, requestId } = act;
  const changed = edits.map(({ row }) => row.rowNumber);
  const touched = new Set(await findTwinsOf(tx, version.id, [...changed, ...act.removals]));
  await restateForFix(tx, services, { fixId: requestId, rosterVersionId: version.id, context }, edits);
  const removed = await removeRows(tx, version.id, { rowNumbers: act.removals }, requestId);
  // The lock on the application keeps anybody else from taking the same numbers.
  const last = await lastRowNumber(tx, version.id);
  const fresh = plan.fresh.map((row, at) => ({ ...row, rowNumber: last + 1 + at }));
  await addFreshRows(tx, services, target, requestId, fresh);
  const added = fresh.map((row) => row.rowNumber);
  for (const twin of await findTwinsOf(tx, version.id, [...changed, ...added])) touched.add(twin);
  for (const rowNumber of [...changed, ...added]) touched.add(rowNumber);
  await rejudgeRows(tx, services, { ...target, rowNumbers: [...touched] });
  return { changed, added, removed };
}
