import type { ErrorDetails } from '../error/error-details.ts';
import type { ColumnMapping, MappableField } from './column-mapping.schema.ts';

export interface MappingFaults {
  /** Labels of mandatory columns for which none was chosen, in the template's order. */
  readonly missing: readonly string[];
  /** Labels of fields that two columns were chosen for. */
  readonly doubled: readonly string[];
  /** A field that these plans do not have, or one column that is two fields: no page offers that. */
  readonly impossible: boolean;
}

/** What keeps a mapping from being used; the page and the server ask the same. */
export function checkMapping(
  mapping: Pick<ColumnMapping, 'columns' | 'documentType'>,
  fields: readonly MappableField[],
): MappingFaults {
  const chosen = mapping.columns.map(({ field }) => field);
  const count = (field: string) => chosen.filter((each) => each === field).length;
  return {
    missing: fields
      .filter(({ field, mandatory }) => mandatory && count(field) === 0)
      .filter(({ field }) => !(field === 'documentType' && mapping.documentType))
      .map(({ label }) => label),
    doubled: fields.filter(({ field }) => count(field) > 1).map(({ label }) => label),
    impossible:
      chosen.some((field) => !fields.some((each) => each.field === field)) ||
      new Set(mapping.columns.map(({ column }) => column)).size < chosen.length,
  };
}

/** The refusal with which a mapping is answered; null when it may be used. */
export function refusalOfMapping({ missing, doubled, impossible }: MappingFaults): {
  readonly code: 'INPUT_INVALID' | 'MAPPING_INCOMPLETE' | 'MAPPING_DOUBLED';
  readonly details: ErrorDetails;
} | null {
  const columns = (labels: readonly string[]) => ({ columns: labels.map((label) => `“${label}”`) });
  if (impossible) return { code: 'INPUT_INVALID', details: {} };
  if (missing.length > 0) return { code: 'MAPPING_INCOMPLETE', details: columns(missing) };
  return doubled.length > 0 ? { code: 'MAPPING_DOUBLED', details: columns(doubled) } : null;
}
