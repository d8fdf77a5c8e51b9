import { sealText } from '@huzhu/db/crypto/id-cipher';
import { readLastNotice } from '@huzhu/db/payment/payment-notice-store';
import { insertPayment } from '@huzhu/db/payment/payment-store';
import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { formatYuan } from '@huzhu/domain/money/money';
import type { SubmitPaymentInput } from '@huzhu/domain/payment/payment.schema';
import { maskIdNumber } from '@huzhu/domain/person/identity';
import type { Actor } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { lockForMove } from '../application/lock-for-move.ts';
import { moveApplication } from '../application/move-application.ts';
import { requirePaper } from '../document/receive-paper.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';

/**
 * 选择付款 → 【提交】 (manual 2.5): what the unit states of its transfer; 等待核对 follows. The notice must have been opened.
 * @throws NOTICE_NOT_OPENED, PAID_BEFORE_NOTICE, PAID_IN_FUTURE, PAPER_MISSING, and the refusals of a move
 */
export async function submitPayment(
  services: Services,
  actor: Actor,
  input: SubmitPaymentInput,
): Promise<ApplicationView> {
  // The account number is in the input, which `once` hashes and does not keep.
  return changeOnce(services, actor, 'payment.submit', input, async (tx, today) => {
    const application = await lockForMove(tx, actor, input, 'submit_payment');
    const notice = await readLastNotice(tx, application.id);
    if (!notice || notice.voidedAt) throw new DomainError('NOT_FOUND');
    if (!notice.openedAt) throw new DomainError('NOTICE_NOT_OPENED');
    if (input.paidOn < notice.issuedOn) throw new DomainError('PAID_BEFORE_NOTICE', { issuedOn: notice.issuedOn });
    if (input.paidOn > today) throw new DomainError('PAID_IN_FUTURE');
    const voucher = input.voucherId && (await requirePaper(tx, actor, application, 'voucher', input.voucherId));
    await insertPayment(tx, {
      applicationId: application.id,
      unitId: application.unitId,
      noticeId: notice.id,
      payerName: input.payerName,
      payerBank: input.payerBank,
      payerAccountCipher: sealText(services.idCipherKeys, 'bank-account', input.payerAccount),
      payerAccountMasked: maskIdNumber(input.payerAccount),
      amountFen: input.amountFen,
      paidOn: input.paidOn,
      serialNumber: input.serialNumber,
      voucherFileId: voucher ? voucher.id : null,
      submittedBy: actor.staffId,
    });
    await moveApplication(tx, actor, application, 'submit_payment', {
      requestId: input.requestId,
      details: { notice: notice.number, amountFen: input.amountFen, paidOn: input.paidOn },
    });
    await notify(tx, actor, application, 'finance', {
      kind: 'payment_submitted',
      sentence: `${application.unit.name}已就 ${notice.number} 提交划款信息 ${formatYuan(input.amountFen)}，等待核对。`,
    });
    return application.number;
  });
}
