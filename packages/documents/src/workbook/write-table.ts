import { streamTable, type Table } from './stream-table.ts';

/** streamTable, in one piece: memory holds the zip, not the sheet. */
export async function writeTable(table: Table): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of streamTable(table)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
