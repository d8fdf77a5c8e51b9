import { readRows } from '@huzhu/db/roster/read-rows';
import { withScope } from '@huzhu/db/scope/with-scope';
import { maskIdNumber } from '@huzhu/domain/person/identity';
import { maskPhone } from '@huzhu/domain/person/mask-phone';
import { issueSentence, severityOf } from '@huzhu/domain/roster/issue-codes';
import { LINES_IN_PREVIEW, type PastePreview, type previewPasteInput } from '@huzhu/domain/roster/paste.schema';
import { pastedBlock } from '@huzhu/domain/roster/pasted-block';
import { quoteValue } from '@huzhu/domain/roster/quote-value';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { writeSeenRows } from '@huzhu/domain/roster/seen-rows';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { loadApplication } from '../application/load-application.ts';
import { openRow } from '../person/seal-row.ts';
import type { Services } from '../services.ts';
import { assumesResidentId, type JudgedLine, judgePaste } from './judge-paste.ts';
import { rosterContext } from './roster-context.ts';

/** 从 Excel 粘贴, before anything is written: which column is which, what every row becomes, and what is wrong with it. */
export async function previewPaste(
  services: Services,
  actor: Actor,
  input: z.infer<typeof previewPasteInput>,
): Promise<PastePreview> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, input.number);
    const version = await editableRoster(tx, application);
    const context = { ...rosterContext(application, today), date1904: version.date1904 };
    const block = pastedBlock(
      input.text,
      application.plans.map((line) => line.version),
      { ...(input.columns && { columns: input.columns }), ...(input.over && { under: input.over.fields }) },
    );
    const numbers = input.over?.rowNumbers.slice(0, block.lines.length);
    const over = numbers ? (await readRows(tx, version.id, numbers)).filter((row) => row.state === 'active') : null;
    const judged = await judgePaste(tx, services, block, { rosterVersionId: version.id, context, over });
    const count = (outcome: JudgedLine['outcome']) => judged.filter((line) => line.outcome === outcome).length;
    return {
      columns: [...block.columns],
      header: block.header,
      rows: count('ready') + count('wrong'),
      wrong: count('wrong'),
      refused: count('refused'),
      same: count('same'),
      beyond: over ? block.lines.length - over.length : 0,
      assumesResidentId: over === null && assumesResidentId(block),
      lines: worstFirst(judged).map((line) => viewLine(services, line)),
      seen: over && writeSeenRows(over),
    };
  });
}

const RANKS: readonly JudgedLine['outcome'][] = ['refused', 'wrong', 'ready'];

/** What needs a look, then the rest in its order. */
function worstFirst(judged: readonly JudgedLine[]): JudgedLine[] {
  return RANKS.flatMap((outcome) => judged.filter((line) => line.outcome === outcome)).slice(0, LINES_IN_PREVIEW);
}

function viewLine(services: Services, judged: JudgedLine): PastePreview['lines'][number] {
  const { line, rowNumber, row, changes, checked, outcome } = judged;
  const before = row && openRow(services, row).raw;
  const issues = judged.issues.map((issue) => ({
    severity: issue.details.evidence === true ? ('warning' as const) : severityOf(issue.code),
    field: issue.field,
    sentence: issueSentence(issue),
  }));
  return {
    line,
    rowNumber,
    name: row?.name ?? checked.values.name,
    outcome,
    cells: (Object.entries(changes) as [RosterField, string][]).map(([field, text]) => {
      const here = issues.filter((issue) => issue.field === field).map((issue) => issue.severity);
      const worst = here.includes('error') ? 'error' : (here[0] ?? null);
      return {
        field,
        before: before ? shown(field, before[field] ?? '') : null,
        // As in the list: what is wrong is shown as it was written, to be compared with the card.
        after: worst ? text.slice(0, 60) : shown(field, text),
        worst,
      };
    }),
    issues,
  };
}

/** As the list shows it: numbers and phones masked, and no number in the wrong column in full. */
function shown(field: RosterField, text: string): string {
  if (field === 'idNumber' || field === 'employeeIdNumber') return maskIdNumber(text);
  return field === 'phone' ? maskPhone(quoteValue(text)) : quoteValue(text);
}
