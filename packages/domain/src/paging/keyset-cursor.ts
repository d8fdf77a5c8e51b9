import { z } from 'zod';

/** What a list that is read page after page takes besides its filters. */
export const keysetCursor = {
  /** The last entry of the page before; absent for the first page. */
  cursor: z.int().positive().nullish(),
  /** Said by the client that reads page after page; there is no other way. */
  direction: z.literal('forward').optional(),
};
