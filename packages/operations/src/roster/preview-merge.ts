import { withScope } from '@huzhu/db/scope/with-scope';
import { maskIdNumber } from '@huzhu/domain/person/identity';
import { maskPair } from '@huzhu/domain/person/mask-pair';
import { maskPhone } from '@huzhu/domain/person/mask-phone';
import {
  CHOICES_IN_MERGE,
  type MergedRow,
  type MergePreview,
  type mergeInput,
  ROWS_IN_MERGE,
} from '@huzhu/domain/roster/annotated-roster.schema';
import { severityOf } from '@huzhu/domain/roster/issue-codes';
import { quoteValue } from '@huzhu/domain/roster/quote-value';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';
import { writeSeenRows } from '@huzhu/domain/roster/seen-rows';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';
import { contextOf, loadMerge } from './load-merge.ts';
import { cellsOf, type MergeEdit, planMerge } from './plan-merge.ts';
import { readAnew } from './read-anew.ts';

/**
 * 【核对差异】: what a returned 批注名单 would change, row by row. Nothing is written.
 * @returns null when none waits to be merged @throws as loadMerge
 */
export async function previewMerge(
  services: Services,
  actor: Actor,
  input: z.infer<typeof mergeInput>,
): Promise<MergePreview | null> {
  const today = await services.clock.today();
  const loaded = await loadMerge(services, actor, input);
  if (!loaded) return null;
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, input.number);
    const version = await editableRoster(tx, application);
    const context = contextOf(loaded, application, version, today);
    const plan = await planMerge(tx, services, { ...loaded, context });
    const changed = plan.edits.filter(({ conflicts }) => conflicts.length === 0);
    const conflicting = plan.edits.filter(({ conflicts }) => conflicts.length > 0);
    const wrong = [...changed.map((edit) => readAnew(services, edit.row, context, cellsOf(edit, true))), ...plan.fresh];
    const persons = <Row>(rows: readonly Row[], name: (row: Row) => MergePreview['missing']['first'][number]) => ({
      rows: rows.length,
      first: rows.slice(0, ROWS_IN_MERGE).map(name),
    });
    return {
      fileName: loaded.fileName,
      same: plan.same,
      changed: { rows: changed.length, first: changed.slice(0, ROWS_IN_MERGE).map(shownRow) },
      conflicts: { rows: conflicting.length, first: conflicting.slice(0, CHOICES_IN_MERGE).map(shownRow) },
      added: { ...persons(plan.fresh, freshPerson), strangers: plan.strangers },
      missing: persons(plan.missing, named),
      deleted: persons(plan.deleted, named),
      stillWrong: wrong.filter(isWrong).length,
      shuffled: isShuffled(plan.edits),
      seen: writeSeenRows([...plan.edits.map(({ row }) => row), ...plan.missing]),
    };
  });
}

const isWrong = ({ issues }: CheckedRow) => issues.some((issue) => severityOf(issue.code) === 'error');

const named = ({ rowNumber, name, idMasked }: { rowNumber: number; name: string; idMasked: string }) => ({
  rowNumber,
  name,
  idMasked,
});
const freshPerson = ({ rowNumber, values }: CheckedRow) => ({
  rowNumber,
  name: values.name,
  idMasked: maskIdNumber(values.idNumber),
});

function shownRow({ row, workbook, browser, changes, conflicts }: MergeEdit): MergedRow {
  const shown = (field: RosterField, conflict: boolean): MergedRow['changes'][number] => {
    const [before, after] = shownPair(field, browser[field] ?? '', workbook.cells[field]?.text ?? '');
    return { field, before, after, conflict };
  };
  return {
    ...named(row),
    changes: [...changes.map((field) => shown(field, false)), ...conflicts.map((field) => shown(field, true))],
  };
}

/** As the list shows them, but for the places where two numbers differ. */
function shownPair(field: RosterField, before: string, after: string): [string, string] {
  if (field === 'idNumber' || field === 'employeeIdNumber') return maskPair(before, after, maskIdNumber);
  if (field === 'phone') return maskPair(before, after, maskPhone);
  return [quoteValue(before), quoteValue(after)];
}

/** Fewer are an honest day's work. */
const FEW = 5;

/** A sorting that left the hidden column behind gives everybody somebody else's key. */
function isShuffled(edits: readonly MergeEdit[]): boolean {
  const others = edits.filter(
    ({ changes, conflicts }) =>
      [...changes, ...conflicts].includes('name') && [...changes, ...conflicts].includes('idNumber'),
  );
  return others.length > FEW && others.length > edits.length / 2;
}
