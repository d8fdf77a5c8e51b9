import { applicationNumber } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { permitUpload } from '@huzhu/operations/application/permit-upload';
import { receiveWorkbookFile } from '@huzhu/operations/application/receive-workbook-file';
import { receiveLedger } from '@huzhu/operations/ledger/receive-ledger';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';

/** 【上传社保台账】: POST multipart, one part `file`, taken in as a roster is. */
export function registerLedgerUpload(
  server: FastifyInstance,
  { services, authentication }: { services: Services; authentication: Authentication },
): void {
  server.post<{ Params: { number: string } }>('/api/applications/:number/ledger', async (request) => {
    const actor = await requireActor(authentication, request);
    const number = applicationNumber.safeParse(request.params.number);
    if (!number.success) throw new DomainError('NOT_FOUND');
    await permitUpload(services, actor, number.data);
    const part = await request.file();
    if (part?.fieldname !== 'file') throw new DomainError('UPLOAD_EMPTY');
    const received = await receiveWorkbookFile(services, { stream: part.file, name: part.filename });
    return receiveLedger(services, actor, number.data, received);
  });
}
