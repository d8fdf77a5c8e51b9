import { DomainError } from '@huzhu/domain/error/domain-error';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { checkMapping, refusalOfMapping } from '@huzhu/domain/roster/check-mapping';
import type { ColumnMapping } from '@huzhu/domain/roster/column-mapping.schema';
import { mappableFields } from '@huzhu/domain/roster/mappable-fields';

/**
 * Refuses what the page would not let anybody send.
 * @throws MAPPING_INCOMPLETE, MAPPING_DOUBLED, INPUT_INVALID
 */
export function requireUsable(mapping: ColumnMapping, plans: readonly PlanVersion[]): void {
  const refusal = refusalOfMapping(checkMapping(mapping, mappableFields(plans)));
  if (refusal) throw new DomainError(refusal.code, refusal.details);
}
