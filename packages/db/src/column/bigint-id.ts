import { bigint } from 'drizzle-orm/pg-core';

/** A database id: internal, never shown, never accepted from outside. Safe as a JavaScript number below 2^53. */
export const bigintId = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();

/** A column that refers to such an id. */
export const bigintRef = () => bigint({ mode: 'number' });
