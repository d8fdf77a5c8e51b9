import { touchApplication } from '@huzhu/db/application/write-application';
import type { Transaction } from '@huzhu/db/connect';
import { countWrongRows, findFixRows } from '@huzhu/db/roster/fix-group-rows';
import { findTwinsOf } from '@huzhu/db/roster/remove-rows';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type applyFixInput, MOST_FIXED_AT_ONCE, type RowsFixed } from '@huzhu/domain/roster/grouped-fix.schema';
import { isOffered, offeredFixes } from '@huzhu/domain/roster/offered-fixes';
import { readSeenRows } from '@huzhu/domain/roster/seen-rows';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { lockForEdit } from '../application/load-application.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { fixBatches } from './fix-batches.ts';
import { recordFix } from './record-fix.ts';
import { type JudgedRows, rejudgeRows } from './rejudge-rows.ts';
import { restateForFix } from './restate-for-fix.ts';
import { rosterContext } from './roster-context.ts';
import { rosterStatusOf } from './roster-status.ts';

/**
 * 一并修改: all rows of one cause that the preview showed, in one transaction, judged as after a correction by hand. Rows
 * that somebody changed since the preview are left as they are and counted.
 * @throws INPUT_INVALID for a fix that is not offered for this cause
 */
export async function applyFix(
  services: Services,
  actor: Actor,
  input: z.infer<typeof applyFixInput>,
): Promise<RowsFixed> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, input.number);
    const version = await editableRoster(tx, application);
    const result = await once(tx, actor, 'roster.applyFix', input, async () => {
      const context = { ...rosterContext(application, today), date1904: version.date1904 };
      const { code, field } = input.group;
      if (!isOffered(offeredFixes(code, field, context.plans), input.fix)) throw new DomainError('INPUT_INVALID');
      const seen = readSeenRows(input.seen);
      const found = await findFixRows(tx, version.id, input.group, Number.MAX_SAFE_INTEGER);
      const rowNumbers = found
        .filter(({ rowNumber, revision }) => seen.get(rowNumber) === revision)
        .map(({ rowNumber }) => rowNumber)
        .slice(0, MOST_FIXED_AT_ONCE);
      const fixed = await fixRows(tx, services, { application, version, context, rowNumbers }, input);
      if (fixed.length > 0) {
        await touchApplication(tx, application.id);
        await recordFix(tx, actor, application, {
          action: '一并修改名单行',
          requestId: input.requestId,
          code,
          rows: fixed,
        });
      }
      const stillWrong = await countWrongRows(tx, version.id, fixed);
      return { fixed: fixed.length, skipped: seen.size - fixed.length, stillWrong };
    });
    return { ...(await rosterStatusOf(tx, application)), ...result, fixId: input.requestId };
  });
}

/** @returns the numbers of the rows that were changed */
async function fixRows(
  tx: Transaction,
  services: Services,
  target: JudgedRows,
  input: z.infer<typeof applyFixInput>,
): Promise<number[]> {
  const { version, context, rowNumbers } = target;
  const fixed: number[] = [];
  const twins = new Set(await findTwinsOf(tx, version.id, rowNumbers));
  for await (const batch of fixBatches(tx, version.id, rowNumbers, input)) {
    const edits = batch.flatMap(({ row, changes }) => (changes ? [{ row, changes }] : []));
    const changed = edits.map(({ row }) => row.rowNumber);
    await restateForFix(tx, services, { fixId: input.requestId, rosterVersionId: version.id, context }, edits);
    fixed.push(...changed);
  }
  for (const twin of await findTwinsOf(tx, version.id, fixed)) twins.add(twin);
  await rejudgeRows(tx, services, { ...target, rowNumbers: [...new Set([...fixed, ...twins])] });
  return fixed;
}
