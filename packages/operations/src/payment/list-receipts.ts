import type { Transaction } from '@huzhu/db/connect';
import {
  type CandidateRecord,
  countReceipts,
  findCandidates,
  listClaims,
  type ReceiptRecord,
  listReceipts as readReceipts,
} from '@huzhu/db/receipt/receipt-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { matchCodesIn, matchReceipt, type PaymentCandidate } from '@huzhu/domain/receipt/match-receipt';
import {
  type listReceiptsInput,
  RECEIPT_STATES,
  type ReceiptList,
  type ReceiptState,
  type ReceiptView,
} from '@huzhu/domain/receipt/receipt.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';

/** 到账核对: receipts with what they may pay, and where they went. */
export async function listReceipts(
  services: Services,
  actor: Actor,
  { tab, query, page, pageSize }: z.infer<typeof listReceiptsInput>,
): Promise<ReceiptList> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const counts = await countReceipts(tx);
    const { rows, total } = await readReceipts(
      tx,
      { state: tab, query },
      { limit: pageSize, offset: (page - 1) * pageSize },
    );
    const candidates = tab === 'open' ? await candidatesOf(tx, rows) : [];
    const claims = await listClaims(
      tx,
      rows.map((row) => row.id),
    );
    return {
      counts: Object.fromEntries(
        (Object.keys(RECEIPT_STATES) as ReceiptState[]).map((state) => [state, counts.get(state) ?? 0]),
      ) as ReceiptList['counts'],
      total,
      items: rows.map((row) => ({
        ...viewReceipt(row),
        match: tab === 'open' ? matchOf(row, candidates) : null,
        claimed: claims.filter((claim) => claim.receiptId === row.id).map(({ receiptId: _, ...claim }) => claim),
      })),
    };
  });
}

const NOTICE_NUMBER = /TZ\d{8}-\d{4,8}[0-9A-Z]/g;

function candidatesOf(tx: Transaction, rows: readonly ReceiptRecord[]): Promise<CandidateRecord[]> {
  return findCandidates(tx, {
    codes: rows.flatMap((row) => matchCodesIn(row.remark)),
    noticeNumbers: rows.flatMap((row) => row.remark.match(NOTICE_NUMBER) ?? []),
    amounts: rows.map(leftOf),
    references: rows.flatMap((row) => (row.reference ? [row.reference] : [])),
  });
}

function matchOf(row: ReceiptRecord, records: readonly CandidateRecord[]): ReceiptView['match'] {
  const found = matchReceipt({ ...row, amountFen: leftOf(row) }, records.map(candidateOf));
  if (!found) return null;
  return {
    reasons: [...found.reasons],
    sure: found.sure,
    targets: found.candidates.flatMap(({ applicationNumber, noticeNumber }) =>
      records
        .filter((each) => each.applicationNumber === applicationNumber && each.noticeNumber === noticeNumber)
        .map(({ matchCode: _, payerName: __, serialNumber: ___, ...target }) => target),
    ),
  };
}

const candidateOf = (record: CandidateRecord): PaymentCandidate => ({
  applicationNumber: record.applicationNumber,
  unitName: record.unitName,
  noticeNumber: record.noticeNumber,
  matchCode: record.matchCode,
  totalFen: record.totalFen,
  confirmable: record.state === 'pending_verification' && !record.voided,
  voided: record.voided,
  stated: record.payerName === null ? null : { payerName: record.payerName, serialNumber: record.serialNumber ?? '' },
});

export const leftOf = (row: Pick<ReceiptRecord, 'amountFen' | 'claimedFen'>): number => row.amountFen - row.claimedFen;

function viewReceipt(row: ReceiptRecord): Omit<ReceiptView, 'match' | 'claimed'> {
  const { id, receivedOn, amountFen, payerName, payerAccountMasked, remark, reference, state, note } = row;
  return {
    id,
    receivedOn,
    amountFen,
    leftFen: leftOf(row),
    payerName,
    payerAccountMasked,
    remark,
    reference,
    state,
    note,
  };
}
