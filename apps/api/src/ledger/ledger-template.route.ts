import { UNIT_ROLES } from '@huzhu/domain/access/role';
import { applicationNumber } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { writeLedgerTemplate } from '@huzhu/operations/ledger/write-ledger-template';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** 【下载模板】 of 社保台账. */
export function registerLedgerTemplate(
  server: FastifyInstance,
  { services, authentication }: { services: Services; authentication: Authentication },
): void {
  server.get<{ Params: { number: string } }>('/api/applications/:number/ledger-template', async (request, reply) => {
    const actor = await requireActor(authentication, request, UNIT_ROLES);
    const number = applicationNumber.safeParse(request.params.number);
    if (!number.success) throw new DomainError('NOT_FOUND');
    const { fileName, content } = await writeLedgerTemplate(services, actor, number.data);
    return reply
      .header('content-type', XLSX)
      .header(
        'content-disposition',
        `attachment; filename="ledger.xlsx"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      )
      .header('cache-control', 'no-store')
      .send(Buffer.from(content));
  });
}
