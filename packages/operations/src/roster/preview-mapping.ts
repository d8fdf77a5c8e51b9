import { maskIdNumber } from '@huzhu/domain/person/identity';
import { maskPhone } from '@huzhu/domain/person/mask-phone';
import { checkRow } from '@huzhu/domain/roster/check-row';
import { classifyRow } from '@huzhu/domain/roster/classify-row';
import {
  type MappingPreview,
  type previewMappingInput,
  ROWS_IN_MAPPING_PREVIEW,
} from '@huzhu/domain/roster/column-mapping.schema';
import { headerOfMapping } from '@huzhu/domain/roster/header-of-mapping';
import { issueSentence, severityOf } from '@huzhu/domain/roster/issue-codes';
import { quoteValue } from '@huzhu/domain/roster/quote-value';
import { readRow } from '@huzhu/domain/roster/read-row';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';
import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { requireUsable } from './require-usable.ts';
import { rosterContext } from './roster-context.ts';
import { mappableFile } from './sample-mapping.ts';
import { sampleOfFile } from './sample-of-file.ts';

/**
 * The first persons as an import with this mapping would read and judge them. What only the whole list shows (twins, cover
 * elsewhere, the ledger) is not told yet. Null where the file is no longer the one.
 * @throws MAPPING_INCOMPLETE, MAPPING_DOUBLED, MAPPING_UNREADABLE, BUSY
 */
export async function previewMapping(
  services: Services,
  actor: Actor,
  input: z.infer<typeof previewMappingInput>,
): Promise<MappingPreview | null> {
  const { mapping } = input;
  const mappable = await mappableFile(services, actor, input.number);
  if (mappable?.version.id !== input.importId) return null;
  const { application, file, plans } = mappable;
  requireUsable(mapping, plans);
  const { sheets, date1904 } = await sampleOfFile(services, file.storageKey);
  const context = { ...rosterContext(application, await services.clock.today()), date1904 };
  const header = headerOfMapping(mapping);
  const rows: MappingPreview['rows'] = [];
  for (const sheetRow of sheets[mapping.sheet - 1]?.rows ?? []) {
    if (sheetRow.rowNumber <= mapping.headerRow) continue;
    const raw = readRow(sheetRow, header);
    if (classifyRow(raw, sheetRow) !== 'data') continue;
    const checked = checkRow(raw, context);
    rows.push({
      rowNumber: checked.rowNumber,
      values: valuesOf(checked),
      issues: checked.issues.map((issue) => ({
        severity: severityOf(issue.code),
        sentence: issueSentence(issue),
      })),
    });
    if (rows.length >= ROWS_IN_MAPPING_PREVIEW) break;
  }
  return { rows };
}

/** As written, but for numbers of persons. */
function valuesOf({ raw }: CheckedRow): MappingPreview['rows'][number]['values'] {
  const values: Partial<Record<RosterField, string>> = {};
  for (const [field, text] of Object.entries(raw) as [RosterField, string][]) {
    values[field] = shown(field, text);
  }
  return values;
}

function shown(field: RosterField, text: string): string {
  if (field === 'idNumber' || field === 'employeeIdNumber') return maskIdNumber(text);
  return field === 'phone' ? maskPhone(quoteValue(text)) : quoteValue(text);
}
