import { READER_ROLES } from '@huzhu/domain/access/role';
import { applicationNumber } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { openPaymentNotice } from '@huzhu/operations/payment/open-payment-notice';
import { openVoucher } from '@huzhu/operations/payment/open-voucher';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { askedWay, sendStoredFile } from '../download/send-stored-file.ts';

/** 【下载缴费通知书】, which `?print=1` opens in the browser, where it can be printed; and the unit's 银行回单. */
export function registerPaymentPapers(
  server: FastifyInstance,
  { services, authentication }: { services: Services; authentication: Authentication },
): void {
  server.get<{ Params: { number: string } }>('/api/applications/:number/payment-notice', async (request, reply) => {
    const actor = await requireActor(authentication, request, READER_ROLES);
    const number = applicationNumber.safeParse(request.params.number);
    if (!number.success) throw new DomainError('NOT_FOUND');
    const file = await openPaymentNotice(services, actor, number.data);
    return sendStoredFile(reply, file, 'payment-notice.pdf', askedWay(request));
  });
  server.get<{ Params: { number: string } }>('/api/applications/:number/voucher', async (request, reply) => {
    const actor = await requireActor(authentication, request, READER_ROLES);
    const number = applicationNumber.safeParse(request.params.number);
    if (!number.success) throw new DomainError('NOT_FOUND');
    return sendStoredFile(reply, await openVoucher(services, actor, number.data), 'voucher');
  });
}
