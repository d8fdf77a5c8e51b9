import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import type { IssueCode } from '@huzhu/domain/roster/issue-codes';
import type { Actor } from '../access/actor.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { recordRowEdits } from '../application/record-edit.ts';

/** One line of 保单操作记录 for the act, and for each row who changed it last. */
export async function recordFix(
  tx: Transaction,
  actor: Actor,
  application: ApplicationRecord,
  act: {
    readonly action: string;
    readonly requestId: string;
    readonly code?: IssueCode;
    /** How many rows of which kind, where `rows` does not tell. */
    readonly counts?: Readonly<Record<string, number>>;
    readonly rows: readonly number[];
  },
): Promise<void> {
  const { action, requestId, code, rows, counts } = act;
  await recordRowEdits(tx, actor, application, { action, requestId, rowNumbers: rows });
  const details = { rows: rows.length, ...counts, ...(code && { code }) };
  await recordApplicationEvent(tx, actor, application, { action, details, requestId });
}
