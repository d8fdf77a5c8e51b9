import { z } from 'zod';
import { applicationNumber, requestId } from '../application/application.schema.ts';
import { rosterField } from '../roster/roster-field.ts';

const sentence = z.string().trim().min(2, '请写明要改什么').max(200, '最多 200 个字');

const markedField = z.union([rosterField, z.literal('row')]);

/** A mark at a cell (row and field), at a row (field `row`), or about the application as a whole (neither). */
export const markInput = z.strictObject({
  requestId,
  number: applicationNumber,
  rowNumber: z.int().min(1).nullable(),
  field: markedField.nullable(),
  sentence,
});
export type MarkInput = z.infer<typeof markInput>;

export const unmarkInput = z.strictObject({ requestId, number: applicationNumber, id: z.uuid() });

export const reviewMarkView = z.object({
  id: z.uuid(),
  rowNumber: z.int().nullable(),
  field: markedField.nullable(),
  sentence: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  returnedAt: z.iso.datetime().nullable(),
});
export type ReviewMarkView = z.infer<typeof reviewMarkView>;
