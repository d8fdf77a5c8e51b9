import { type DayLine, readDay, sumConfirmed } from '@huzhu/db/receipt/receipt-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { writeTable } from '@huzhu/documents/workbook/write-table';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DAY_KINDS, RECEIPT_STATES, type ReconciledDay } from '@huzhu/domain/receipt/receipt.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';

/** 每日对账: what came in on a day beside what was confirmed for it. */
export async function reconcileDay(services: Services, actor: Actor, day: CalendarDate): Promise<ReconciledDay> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const lines = await readDay(tx, day);
    const confirmed = await sumConfirmed(tx, day);
    const receipts = lines.filter((line) => line.kind === 'receipt');
    const byHand = lines.filter((line) => line.kind === 'by_hand');
    const claimedFen = receipts.reduce((sum, line) => sum + line.claimedFen, 0);
    const open = receipts.filter((line) => line.state === 'open');
    const confirmedByHand = figure(byHand);
    return {
      day,
      received: figure(receipts),
      claimed: { count: receipts.filter((line) => line.claimedFen > 0).length, fen: claimedFen },
      open: { count: open.length, fen: open.reduce((sum, line) => sum + line.amountFen - line.claimedFen, 0) },
      setAside: figure(receipts.filter((line) => line.state === 'set_aside')),
      confirmed,
      confirmedByHand,
      refunded: figure(lines.filter((line) => line.kind === 'refund')),
      differenceFen: claimedFen - (confirmed.fen - confirmedByHand.fen),
      lines: lines.map(({ claimedFen: _, state, ...line }) => ({ ...line, state: wordOf(line.kind, state) })),
    };
  });
}

/** 【导出】 of 每日对账. */
export async function exportDay(
  services: Services,
  actor: Actor,
  day: CalendarDate,
): Promise<{ fileName: string; content: Uint8Array }> {
  const { lines } = await reconcileDay(services, actor, day);
  const content = await writeTable({
    sheet: `对账 ${day}`,
    columns: [
      { header: '类别', width: 16 },
      { header: '对方户名', width: 36 },
      { header: '流水号或回单号', width: 28, form: 'text' },
      { header: '金额（元）', width: 16, form: 'money' },
      { header: '状态', width: 14 },
      { header: '申请编号', width: 44, form: 'text' },
    ],
    rows: lines.map((line) => [
      DAY_KINDS[line.kind],
      line.payerName,
      line.reference,
      line.amountFen / 100,
      line.state,
      line.applications.join('、'),
    ]),
  });
  return { fileName: `每日对账_${day}.xlsx`, content };
}

const figure = (lines: readonly DayLine[]) => ({
  count: lines.length,
  fen: lines.reduce((sum, line) => sum + line.amountFen, 0),
});

const wordOf = (kind: DayLine['kind'], state: string): string =>
  kind === 'receipt' ? RECEIPT_STATES[state as keyof typeof RECEIPT_STATES] : kind === 'by_hand' ? '已确认' : '已退款';
