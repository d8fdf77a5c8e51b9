import { findFixRows } from '@huzhu/db/roster/fix-group-rows';
import type { RosterRowWithIssues } from '@huzhu/db/roster/read-rows';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { maskPhone } from '@huzhu/domain/person/mask-phone';
import {
  type FixPreview,
  MOST_FIXED_AT_ONCE,
  type previewFixInput,
  ROWS_IN_PREVIEW,
} from '@huzhu/domain/roster/grouped-fix.schema';
import { ISSUES_BETWEEN_ROWS, type IssueCode, LEDGER_ISSUES, severityOf } from '@huzhu/domain/roster/issue-codes';
import { isOffered, offeredFixes } from '@huzhu/domain/roster/offered-fixes';
import { quoteValue } from '@huzhu/domain/roster/quote-value';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';
import { type SeenRow, writeSeenRows } from '@huzhu/domain/roster/seen-rows';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { loadApplication } from '../application/load-application.ts';
import { openRow } from '../person/seal-row.ts';
import type { Services } from '../services.ts';
import { fixBatches } from './fix-batches.ts';
import { readAnew } from './read-anew.ts';
import { rosterContext } from './roster-context.ts';

/** What no row says by itself: told as it stands, because only the act itself can judge it anew. */
const NOT_ITS_OWN: readonly IssueCode[] = [...ISSUES_BETWEEN_ROWS, ...LEDGER_ISSUES];

/**
 * What a grouped fix would do, judged by the rules that judge a row; nothing is written.
 * @throws INPUT_INVALID for a fix that is not offered for this cause
 */
export async function previewFix(
  services: Services,
  actor: Actor,
  input: z.infer<typeof previewFixInput>,
): Promise<FixPreview> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, input.number);
    const version = await editableRoster(tx, application);
    const context = { ...rosterContext(application, today), date1904: version.date1904 };
    const { code, field } = input.group;
    if (!isOffered(offeredFixes(code, field, context.plans), input.fix)) throw new DomainError('INPUT_INVALID');
    const found = await findFixRows(tx, version.id, input.group, MOST_FIXED_AT_ONCE);
    const seen: SeenRow[] = [];
    const first: FixPreview['first'] = [];
    let without = 0;
    let stillWrong = 0;
    const numbers = found.map((row) => row.rowNumber);
    for await (const batch of fixBatches(tx, version.id, numbers, input)) {
      for (const { row, changes } of batch) {
        if (!changes) {
          without += 1;
          continue;
        }
        seen.push(row);
        const checked = readAnew(services, row, context, changes);
        const wrong = isWrong(row, checked);
        if (wrong) stillWrong += 1;
        if (first.length >= ROWS_IN_PREVIEW) continue;
        const [[changed, after] = [field, '']] = Object.entries(changes) as [RosterField, string][];
        first.push({
          rowNumber: row.rowNumber,
          name: row.name,
          idMasked: row.idMasked,
          before: shown(changed, openRow(services, row).raw[changed] ?? ''),
          after,
          stillWrong: wrong,
        });
      }
    }
    return { rows: seen.length, without, stillWrong, first, seen: writeSeenRows(seen) };
  });
}

function isWrong(row: RosterRowWithIssues, after: CheckedRow): boolean {
  return (
    after.issues.some((issue) => severityOf(issue.code) === 'error') ||
    row.issues.some((issue) => issue.severity === 'error' && NOT_ITS_OWN.includes(issue.code))
  );
}

/** As the list shows it: a phone masked, and no number in the wrong column in full. */
function shown(field: RosterField, text: string): string {
  return field === 'phone' ? maskPhone(quoteValue(text)) : quoteValue(text);
}
