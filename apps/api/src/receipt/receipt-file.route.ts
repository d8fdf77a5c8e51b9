import { DomainError } from '@huzhu/domain/error/domain-error';
import { reconcileDayInput } from '@huzhu/domain/receipt/receipt.schema';
import { importStatement } from '@huzhu/operations/payment/import-statement';
import { exportDay } from '@huzhu/operations/payment/reconcile-day';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { sendFile } from '../download/send-file.ts';
import { takeUpload } from '../upload/take-upload.ts';

/** 导入银行流水 (POST multipart, one part `file`), and 【导出】 of 每日对账. */
export function registerReceiptFiles(
  server: FastifyInstance,
  { services, authentication }: { services: Services; authentication: Authentication },
): void {
  server.post('/api/receipts/statement', async (request) => {
    const actor = await requireActor(authentication, request, ['finance']);
    return takeUpload(request, (upload) => importStatement(services, actor, upload));
  });
  server.post('/api/receipts/day/export', async (request, reply) => {
    const actor = await requireActor(authentication, request, ['finance', 'society_admin']);
    const input = reconcileDayInput.safeParse(request.body);
    if (!input.success) throw new DomainError('INPUT_INVALID');
    return sendFile(reply, { ...(await exportDay(services, actor, input.data.day)), format: 'xlsx' });
  });
}
