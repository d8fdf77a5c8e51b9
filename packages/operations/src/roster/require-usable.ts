import { DomainError } from '@huzhu/domain/error/domain-error';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { checkMapping, refusalOfMapping } from '@huzhu/domain/roster/check-mapping';
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
  const refusal = refusalOfMapping(checkMapping(said.mapping, mappableFields(plans)));
  if (refusal) throw new DomainError(refusal.code, refusal.details);
}
