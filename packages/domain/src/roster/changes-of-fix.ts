import type { FixGroup, GroupedFix } from './grouped-fix.schema.ts';
import type { RowIssue } from './issue-codes.ts';
import type { RosterField } from './roster-field.ts';
import type { RosterValues } from './roster-row.ts';
import { suggestRemedy } from './suggest-remedy.ts';

/**
 * What a grouped fix does to one row; undefined when the row does not belong to the group (any more) or there is no
 * sure remedy for it.
 */
export function changesOfFix(
  group: FixGroup,
  fix: GroupedFix,
  row: { readonly issues: readonly RowIssue[] } & Pick<RosterValues, 'shares'>,
): Readonly<Partial<Record<RosterField, string>>> | undefined {
  const concerned = row.issues.filter(
    (issue) =>
      issue.code === group.code &&
      issue.field === group.field &&
      (group.value === null || String(issue.details.value ?? '') === group.value),
  );
  if (concerned.length === 0) return undefined;
  if (fix.kind === 'value') return { [group.field]: fix.value };
  const changes: Partial<Record<RosterField, string>> = {};
  for (const issue of concerned) {
    const remedy = suggestRemedy(issue, row);
    if (remedy) changes[remedy.field] = remedy.value;
  }
  return Object.keys(changes).length > 0 ? changes : undefined;
}
