import { UNIT_ROLES } from '@huzhu/domain/access/role';
import { applicationNumber } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { permitUpload } from '@huzhu/operations/application/permit-upload';
import { receiveWorkbookFile } from '@huzhu/operations/application/receive-workbook-file';
import { receiveLedger } from '@huzhu/operations/ledger/receive-ledger';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { takeUpload } from '../upload/take-upload.ts';

/** 【上传社保台账】: POST multipart, one part `file`, taken in as a roster is. */
export function registerLedgerUpload(
  server: FastifyInstance,
  { services, authentication }: { services: Services; authentication: Authentication },
): void {
  server.post<{ Params: { number: string } }>('/api/applications/:number/ledger', async (request) => {
    const actor = await requireActor(authentication, request, UNIT_ROLES);
    const number = applicationNumber.safeParse(request.params.number);
    if (!number.success) throw new DomainError('NOT_FOUND');
    await permitUpload(services, actor, number.data);
    const { jobId, ...answer } = await takeUpload(request, async (upload) =>
      receiveLedger(services, actor, number.data, await receiveWorkbookFile(services, upload)),
    );
    request.log.info({ jobId, ...answer }, 'a ledger was received');
    return answer;
  });
}
