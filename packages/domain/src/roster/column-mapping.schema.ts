import { z } from 'zod';
import { applicationNumber, requestId } from '../application/application.schema.ts';
import { documentType } from '../person/document-type.ts';
import { rosterField } from './roster-field.ts';

/** Rows of each sheet that the page of 对应列名 is told of: enough to judge what a column holds. */
export const ROWS_IN_SAMPLE = 40;
/** Rows of the preview, as they would be read. */
export const ROWS_IN_MAPPING_PREVIEW = 6;

const mappedColumn = z.strictObject({ column: z.int().min(1).max(16_384), field: rosterField });
export type MappedColumn = z.infer<typeof mappedColumn>;

/** What the columns of a sheet are, as the user said (对应列名). */
export const columnMapping = z.strictObject({
  /** 1-based among the visible sheets of the workbook, in its order: two names may look alike. */
  sheet: z.int().min(1).max(500),
  /** 0: no header, persons from the first row on. */
  headerRow: z.int().min(0).max(1_048_576),
  columns: z.array(mappedColumn).min(1).max(40),
  /** The type of every document, for a sheet without such a column. */
  documentType: documentType.nullable(),
});
export type ColumnMapping = z.infer<typeof columnMapping>;

/** As a roster version keeps it. */
export interface StoredMapping extends ColumnMapping {
  /** Taken over from an earlier import of the unit, not chosen for this file. */
  readonly remembered: boolean;
  /** Under which the unit remembers it (header-key.ts, hashed); null while it does not. */
  readonly fingerprint: string | null;
}

/** What a unit remembers of one header. */
export interface RememberedMapping extends Pick<ColumnMapping, 'columns' | 'documentType'> {
  readonly fingerprint: string;
}

/** What a cell looks like by itself and by its row. */
const cellSense = z.enum([
  'id',
  'numericId',
  'phone',
  'birthDate',
  'date',
  'sex',
  'documentType',
  'smallNumber',
  'name',
]);
export type CellSense = z.infer<typeof cellSense>;

const sampleRow = z.object({
  rowNumber: z.int(),
  /** Blank cells are absent. Numbers that may identify somebody are masked. */
  cells: z.array(z.object({ column: z.int(), text: z.string(), sense: cellSense.nullable() })),
});
export type SampleRow = z.infer<typeof sampleRow>;

const mappableField = z.object({ field: rosterField, label: z.string(), mandatory: z.boolean() });
export type MappableField = z.infer<typeof mappableField>;

/** All that the page needs to let somebody say what the columns are. */
export const mappingSample = z.object({
  importId: z.uuid(),
  fileName: z.string(),
  fields: z.array(mappableField),
  sheets: z.array(z.object({ name: z.string(), rows: z.array(sampleRow) })),
  /** As the file was read last time; null when it was refused. */
  present: columnMapping.nullable(),
  /** The file is the application's roster: what was changed in the browser is lost when it is read again. */
  again: z.boolean(),
});
export type MappingSample = z.infer<typeof mappingSample>;

export const previewMappingInput = z.strictObject({
  number: applicationNumber,
  importId: z.uuid(),
  mapping: columnMapping,
});

export const mappingPreview = z.object({
  rows: z.array(
    z.object({
      rowNumber: z.int(),
      /** Numbers masked; blank cells are absent. */
      values: z.partialRecord(rosterField, z.string()),
      issues: z.array(z.object({ severity: z.enum(['error', 'warning']), sentence: z.string() })),
    }),
  ),
});
export type MappingPreview = z.infer<typeof mappingPreview>;

export const importMappedInput = previewMappingInput.extend({ requestId });
