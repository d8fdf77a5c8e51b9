import type { SQL } from 'drizzle-orm';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { staff } from '../account/staff.table.ts';
import type { Transaction } from '../connect.ts';
import { file } from '../file/file.table.ts';
import { invoice, invoiceRequest } from './invoice.table.ts';

export type InvoiceRecord = typeof invoice.$inferSelect;

/** 发票信息 of the application, put in place of what stood there. */
export async function saveInvoiceRequest(tx: Transaction, values: typeof invoiceRequest.$inferInsert): Promise<void> {
  const { applicationId: _, ...fields } = values;
  await tx
    .insert(invoiceRequest)
    .values(values)
    .onConflictDoUpdate({ target: invoiceRequest.applicationId, set: { ...fields, updatedAt: sql`now()` } });
}

export async function readInvoiceRequest(tx: Transaction, applicationId: number) {
  const [row] = await tx
    .select({ request: invoiceRequest, updatedBy: staff.name })
    .from(invoiceRequest)
    .innerJoin(staff, eq(staff.id, invoiceRequest.updatedBy))
    .where(eq(invoiceRequest.applicationId, applicationId));
  return row && { ...row.request, updatedByName: row.updatedBy };
}

export async function insertInvoice(tx: Transaction, values: typeof invoice.$inferInsert): Promise<{ id: string }> {
  const [row] = await tx.insert(invoice).values(values).returning({ id: invoice.id });
  if (!row) throw new Error('the invoice was not inserted');
  return row;
}

const standing = (applicationId: number): SQL | undefined =>
  and(eq(invoice.applicationId, applicationId), isNull(invoice.reversedAt));

/** The invoice that was issued and not taken back (红冲): while it stands, its application may not be voided. */
export async function readStandingInvoice(tx: Transaction, applicationId: number): Promise<InvoiceRecord | undefined> {
  const [row] = await tx.select().from(invoice).where(standing(applicationId));
  return row;
}

/** All of an application, newest first, with who issued them. */
export async function listInvoices(tx: Transaction, applicationId: number) {
  const rows = await tx
    .select({ invoice, issuedBy: staff.name })
    .from(invoice)
    .innerJoin(staff, eq(staff.id, invoice.issuedBy))
    .where(eq(invoice.applicationId, applicationId))
    .orderBy(desc(invoice.createdAt));
  return rows.map((row) => ({ ...row.invoice, issuedByName: row.issuedBy }));
}

/** Whether the number was used before, by any application of the scope. */
export async function isInvoiceNumberUsed(tx: Transaction, number: string): Promise<boolean> {
  const rows = await tx.select({ id: invoice.id }).from(invoice).where(eq(invoice.number, number));
  return rows.length > 0;
}

/** 红冲. @returns whether it stood */
export async function reverseInvoice(tx: Transaction, id: string, reason: string): Promise<boolean> {
  const rows = await tx
    .update(invoice)
    .set({ reversedAt: sql`now()`, reversalReason: reason })
    .where(and(eq(invoice.id, id), isNull(invoice.reversedAt)))
    .returning({ id: invoice.id });
  return rows.length === 1;
}

/** An invoice with its file, for sending it. */
export async function readInvoiceToMail(tx: Transaction, id: string) {
  const [row] = await tx
    .select({ invoice, file })
    .from(invoice)
    .innerJoin(file, eq(file.id, invoice.fileId))
    .where(eq(invoice.id, id));
  return row;
}

export async function markMailed(tx: Transaction, id: string, to: string): Promise<void> {
  await tx.update(invoice).set({ mailedTo: to, mailedAt: sql`now()` }).where(eq(invoice.id, id));
}
