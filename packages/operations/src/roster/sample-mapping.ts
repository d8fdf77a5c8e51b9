import { readFileRecord } from '@huzhu/db/file/insert-file';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { applicationRef } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { MappingSample, StoredMapping } from '@huzhu/domain/roster/column-mapping.schema';
import { mappableFields } from '@huzhu/domain/roster/mappable-fields';
import { sampleRow } from '@huzhu/domain/roster/sample-row';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { lockForEdit } from '../application/load-application.ts';
import type { Services } from '../services.ts';
import { mappableImport } from './mappable-import.ts';
import { sampleOfFile } from './sample-of-file.ts';

/**
 * What the page of 对应列名 shows: the first rows of the unit's own sheet, numbers that identify somebody masked, and what each cell
 * seems to be, so that the page can suggest columns for whichever row is said to be the header.
 * @throws MAPPING_GONE, MAPPING_UNREADABLE, BUSY
 */
export async function sampleMapping(
  services: Services,
  actor: Actor,
  input: z.infer<typeof applicationRef>,
): Promise<MappingSample> {
  const { version, published, file, plans } = await mappableFile(services, actor, input.number);
  const { sheets, date1904 } = await sampleOfFile(services, file.storageKey);
  return {
    importId: version.id,
    fileName: file.name,
    fields: mappableFields(plans),
    sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => sampleRow(row, date1904)) })),
    present: version.mapping && presentOf(version.mapping),
    again: published,
  };
}

/** The stored file whose columns may be said, for somebody who may say it. @throws MAPPING_GONE */
export async function mappableFile(services: Services, actor: Actor, number: string) {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, number);
    const { version, published } = await mappableImport(tx, application);
    const file = await readFileRecord(tx, version.fileId);
    if (!file) throw new DomainError('MAPPING_GONE');
    return { application, version, published, file, plans: application.plans.map((line) => line.version) };
  });
}

function presentOf({ sheet, headerRow, columns, documentType }: StoredMapping): MappingSample['present'] {
  return { sheet, headerRow, columns, documentType };
}
