/** The SQLSTATE of an error of postgres.js, also when drizzle has wrapped it; empty when it is no such error. */
export function sqlStateOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && cause.code.length === 5) return cause.code;
  }
  return '';
}
