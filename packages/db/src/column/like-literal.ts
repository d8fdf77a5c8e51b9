/** A text as it stands, for a LIKE pattern: its own %, _ and \ mean nothing. */
export const likeLiteral = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
