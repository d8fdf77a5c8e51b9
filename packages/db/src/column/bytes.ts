import { customType } from 'drizzle-orm/pg-core';

/** A bytea column. postgres.js hands out Buffers, which are Uint8Arrays. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});
