import { readFileRecord } from '@huzhu/db/file/insert-file';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { applicationRef } from '@huzhu/domain/application/application.schema';
import { EDITABLE_STATES } from '@huzhu/domain/application/application-state';
import type { MappingSample, StoredMapping } from '@huzhu/domain/roster/column-mapping.schema';
import { mappableFields } from '@huzhu/domain/roster/mappable-fields';
import type { z } from 'zod';
import { type Actor, mayActFor, scopeOf } from '../access/actor.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';
import { mappableImport } from './mappable-import.ts';
import { sampleOfFile } from './sample-of-file.ts';

/**
 * What the page of 对应列名 shows: the first rows of the unit's own sheet, numbers that identify somebody masked, and what each cell
 * seems to be, so that the page can suggest columns for whichever row is said to be the header. Null where there is nothing to say.
 * @throws MAPPING_UNREADABLE, BUSY
 */
export async function sampleMapping(
  services: Services,
  actor: Actor,
  input: z.infer<typeof applicationRef>,
): Promise<MappingSample | null> {
  const mappable = await mappableFile(services, actor, input.number);
  if (!mappable) return null;
  const { version, published, file, plans } = mappable;
  const { sheets } = await sampleOfFile(services, file.storageKey);
  return {
    importId: version.id,
    fileName: file.name,
    fields: mappableFields(plans),
    sheets: sheets.map(({ name, seen }) => ({ name, rows: [...seen] })),
    present: version.mapping && presentOf(version.mapping),
    again: published,
  };
}

/**
 * The stored file whose columns may be said, for somebody who may say it; to whoever only reads the application there is none: in the
 * file birth dates are shown, as in one's own draft.
 */
export async function mappableFile(services: Services, actor: Actor, number: string) {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, number);
    if (!mayActFor(actor, application.unitId) || !EDITABLE_STATES.includes(application.state)) return undefined;
    const mappable = await mappableImport(tx, application);
    const file = mappable && (await readFileRecord(tx, mappable.version.fileId));
    return file && { ...mappable, application, file, plans: application.plans.map((line) => line.version) };
  });
}

function presentOf({ sheet, headerRow, columns, documentType }: StoredMapping): MappingSample['present'] {
  return { sheet, headerRow, columns, documentType };
}
