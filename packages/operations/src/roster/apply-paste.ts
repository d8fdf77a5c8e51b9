import { touchApplication } from '@huzhu/db/application/write-application';
import type { Transaction } from '@huzhu/db/connect';
import { countWrongRows } from '@huzhu/db/roster/fix-group-rows';
import { readRows } from '@huzhu/db/roster/read-rows';
import { findTwinsOf } from '@huzhu/db/roster/remove-rows';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { applyPasteInput, RowsPasted } from '@huzhu/domain/roster/paste.schema';
import { pastedBlock } from '@huzhu/domain/roster/pasted-block';
import { readSeenRows } from '@huzhu/domain/roster/seen-rows';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { lockForEdit } from '../application/load-application.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { addFreshRows } from './add-fresh-rows.ts';
import { type JudgedLine, judgePaste } from './judge-paste.ts';
import { recordFix } from './record-fix.ts';
import { type JudgedRows, rejudgeRows } from './rejudge-rows.ts';
import { restateForFix } from './restate-for-fix.ts';
import { rosterContext } from './roster-context.ts';
import { rosterStatusOf } from './roster-status.ts';

/**
 * 从 Excel 粘贴: all that the preview showed in one transaction, as new rows behind the last one or as corrections of the rows
 * beneath the block, judged with their twins, cover and ledger as after one by hand. What somebody changed since the preview is
 * left as it is and counted. @throws PASTE_TOO_LONG
 */
export async function applyPaste(
  services: Services,
  actor: Actor,
  input: z.infer<typeof applyPasteInput>,
): Promise<RowsPasted> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, input.number);
    const version = await editableRoster(tx, application);
    const result = await once(tx, actor, 'roster.applyPaste', input, async () => {
      const context = { ...rosterContext(application, today), date1904: version.date1904 };
      const block = pastedBlock(
        input.text,
        application.plans.map((line) => line.version),
        { columns: input.columns },
      );
      const over = input.seen === null ? null : await stillAsSeen(tx, version.id, input.seen);
      const judged = await judgePaste(tx, services, block, { rosterVersionId: version.id, context, over });
      const taken = judged.filter(({ outcome }) => outcome === 'ready' || (outcome === 'wrong' && !input.onlyRight));
      const rows = await storeLines(tx, services, { application, version, context }, taken, input.requestId);
      if (rows.length > 0) {
        await touchApplication(tx, application.id);
        const act = { action: over ? '粘贴修改名单行' : '粘贴新增参保人', requestId: input.requestId };
        if (over) await recordFix(tx, actor, application, { ...act, rows });
        else await recordApplicationEvent(tx, actor, application, { ...act, details: { rows: rows.length } });
      }
      return {
        added: over ? [] : rows,
        changed: over ? rows.length : 0,
        skipped: over?.filter((row) => row === undefined).length ?? 0,
        stillWrong: await countWrongRows(tx, version.id, rows),
      };
    });
    return { ...(await rosterStatusOf(tx, application)), ...result, fixId: input.requestId };
  });
}

/** The rows beneath the block, line by line; undefined where somebody changed or deleted the row since it was seen. */
async function stillAsSeen(tx: Transaction, rosterVersionId: string, text: string) {
  const seen = readSeenRows(text);
  const numbers = [...seen.keys()].sort((a, b) => a - b);
  const rows = new Map((await readRows(tx, rosterVersionId, numbers)).map((row) => [row.rowNumber, row]));
  return numbers.map((number) => {
    const row = rows.get(number);
    return row?.state === 'active' && row.revision === seen.get(number) ? row : undefined;
  });
}

/** @returns the numbers of the rows that were added or changed */
async function storeLines(
  tx: Transaction,
  services: Services,
  target: Omit<JudgedRows, 'rowNumbers'>,
  lines: readonly JudgedLine[],
  fixId: string,
): Promise<number[]> {
  const { version, context } = target;
  const added = lines.flatMap(({ row, checked }) => (row ? [] : [checked]));
  const edits = lines.flatMap(({ row, changes }) => (row ? [{ row, changes }] : []));
  const rows = [...added, ...edits.map(({ row }) => row)].map((row) => row.rowNumber);
  if (rows.length === 0) return rows;
  const affected = new Set([...rows, ...(await findTwinsOf(tx, version.id, rows))]);
  await addFreshRows(tx, services, target, fixId, added);
  await restateForFix(tx, services, { fixId, rosterVersionId: version.id, context }, edits);
  for (const twin of await findTwinsOf(tx, version.id, rows)) affected.add(twin);
  await rejudgeRows(tx, services, { ...target, rowNumbers: [...affected] });
  return rows;
}
