import { DOCUMENT_TYPES } from '../person/document-type.ts';
import type { PlanVersion } from '../plan/plan.schema.ts';
import { checkMapping, refusalOfMapping } from './check-mapping.ts';
import type { ColumnMapping } from './column-mapping.schema.ts';
import { mappableFields } from './mappable-fields.ts';
import type { HeaderMatch } from './match-header.ts';
import { sharesField } from './roster-field.ts';

type Columns = Pick<ColumnMapping, 'columns' | 'documentType'>;

/** The columns as a header that says all of this by itself would have given them. */
export function headerOfMapping({ columns, documentType }: Columns): HeaderMatch {
  const typed = columns.some(({ field }) => field === 'documentType');
  return {
    columns: new Map(columns.map(({ column, field }) => [column, field])),
    missing: [],
    duplicates: [],
    isHeader: true,
    ...(documentType && !typed ? { impliedDocumentType: DOCUMENT_TYPES[documentType] } : {}),
  };
}

/**
 * What was remembered, for the plans of this application: the only plan's own 份数 column is its 份数 column. Undefined where it
 * does not suit them (份数 of one column for two plans, no 职工姓名 for the children's plan): then the unit is asked again.
 */
export function fitMapping<Remembered extends Columns>(
  remembered: Remembered,
  plans: readonly PlanVersion[],
): Remembered | undefined {
  const [only, second] = plans;
  const columns = remembered.columns.map(({ column, field }) =>
    only && !second && field === sharesField(only.code) ? { column, field: 'shares' as const } : { column, field },
  );
  const fitted = { ...remembered, columns };
  return refusalOfMapping(checkMapping(fitted, mappableFields(plans))) ? undefined : fitted;
}
