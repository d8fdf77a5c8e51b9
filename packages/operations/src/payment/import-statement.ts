import { createHash } from 'node:crypto';
import { recordEvent } from '@huzhu/db/audit/record-event';
import { insertStatement, type NewReceipt } from '@huzhu/db/receipt/receipt-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { StatementEvent } from '@huzhu/documents/workbook/read-statement';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { maskIdNumber } from '@huzhu/domain/person/identity';
import type { StatementLine } from '@huzhu/domain/receipt/read-statement';
import type { ImportedStatement } from '@huzhu/domain/receipt/receipt.schema';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { cleanFileName } from '@huzhu/files/clean-file-name';
import { type Actor, actingRole, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { readInThread } from '../thread/read-in-thread.ts';
import type { ReadingTask } from '../thread/send-from-thread.ts';
import { threadEntry } from '../thread/thread-entry.ts';

const LIMIT_BYTES = 8 * 1024 * 1024;
const DEADLINE_MS = 20_000;

/**
 * 导入银行流水: every line with money that came in becomes a receipt, once, however often and in whatever other statement it comes
 * again. The file itself is not kept: everything that is read of it stands in the receipts.
 * @throws STATEMENT_REFUSED with the reader's sentence, UPLOAD_TOO_LARGE, UPLOAD_EMPTY
 */
export async function importStatement(
  services: Services,
  actor: Actor,
  upload: { readonly stream: AsyncIterable<Uint8Array>; readonly name: string },
): Promise<ImportedStatement> {
  const file = await readUpload(upload.stream);
  const fileHash = createHash('sha256').update(file).digest();
  const lines = await readLines(file);
  const fileName = cleanFileName(upload.name);
  const added = await withScope(services.db, scopeOf(actor), async (tx) => {
    const added = await insertStatement(tx, { fileName, fileHash, importedBy: actor.staffId }, withFingerprints(lines));
    await recordEvent(tx, {
      staffId: actor.staffId,
      staffName: actor.name,
      role: actingRole(actor, ['finance']),
      action: '导入银行流水',
      subjectType: 'bank_statement',
      subjectId: fileHash.toString('hex').slice(0, 16),
      details: { lines: lines.length, added },
      address: actor.address,
    });
    return added;
  });
  return { fileName, lines: lines.length, added, known: lines.length - added };
}

async function readUpload(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > LIMIT_BYTES) throw new DomainError('UPLOAD_TOO_LARGE', { limit: LIMIT_BYTES / 1024 / 1024 });
    chunks.push(chunk);
  }
  if (size === 0) throw new DomainError('UPLOAD_EMPTY');
  return Buffer.concat(chunks);
}

async function readLines(file: Buffer): Promise<StatementLine[]> {
  const lines: StatementLine[] = [];
  const entry = threadEntry(import.meta.url, 'read-statement.thread');
  try {
    // A copy of its own: the thread takes the memory away.
    const events = readInThread<ReadingTask, StatementEvent>(
      entry,
      Uint8Array.from(file),
      {},
      { deadlineMs: DEADLINE_MS },
    );
    for await (const event of events) if (event.kind === 'rows') lines.push(...event.rows);
  } catch (error) {
    if (error instanceof FileRefused) throw new DomainError('STATEMENT_REFUSED', { reason: error.sentence });
    throw error;
  }
  return lines;
}

/** Two lines alike in all things are two payments of one day: the second is told by its place among them. */
function withFingerprints(lines: readonly StatementLine[]): NewReceipt[] {
  const seen = new Map<string, number>();
  return lines.map(({ rowNumber: _, payerAccount, ...line }) => {
    const facts = JSON.stringify([
      line.receivedOn,
      line.amountFen,
      line.payerName,
      payerAccount,
      line.remark,
      line.reference,
    ]);
    const place = seen.get(facts) ?? 0;
    seen.set(facts, place + 1);
    return {
      ...line,
      payerAccountMasked: payerAccount ? maskIdNumber(payerAccount) : '',
      fingerprint: createHash('sha256').update(`${facts}\n${place}`).digest(),
    };
  });
}
