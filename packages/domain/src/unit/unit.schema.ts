import { z } from 'zod';

/** A unit that the asker may enrol for. `code` is the public key of a unit. */
export const unitOption = z.object({
  code: z.string(),
  name: z.string(),
  creditCode: z.string().nullable(),
  socialInsuranceNumber: z.string().nullable(),
});
export type UnitOption = z.infer<typeof unitOption>;
