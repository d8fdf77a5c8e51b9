import { DomainError } from '@huzhu/domain/error/domain-error';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { checkMapping } from '@huzhu/domain/roster/check-mapping';
import type { ColumnMapping } from '@huzhu/domain/roster/column-mapping.schema';
import { mappableFields } from '@huzhu/domain/roster/mappable-fields';

/**
 * Refuses what the page would not let anybody send, and what was said about a file that is no longer the one.
 * @throws MAPPING_GONE, MAPPING_INCOMPLETE, MAPPING_DOUBLED, INPUT_INVALID
 */
export function requireUsable(
  version: { readonly id: string },
  plans: readonly PlanVersion[],
  said: { readonly importId: string; readonly mapping: ColumnMapping },
): void {
  if (said.importId !== version.id) throw new DomainError('MAPPING_GONE');
  const { missing, doubled, impossible } = checkMapping(said.mapping, mappableFields(plans));
  const quoted = (labels: readonly string[]) => labels.map((label) => `“${label}”`);
  if (impossible) throw new DomainError('INPUT_INVALID');
  if (missing.length > 0) throw new DomainError('MAPPING_INCOMPLETE', { columns: quoted(missing) });
  if (doubled.length > 0) throw new DomainError('MAPPING_DOUBLED', { columns: quoted(doubled) });
}
