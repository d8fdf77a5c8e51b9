import { UNIT_ROLES } from '@huzhu/domain/access/role';
import { applicationNumber } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { importMode } from '@huzhu/domain/roster/roster.schema';
import { permitUpload } from '@huzhu/operations/application/permit-upload';
import { receiveWorkbookFile } from '@huzhu/operations/application/receive-workbook-file';
import { receiveRoster } from '@huzhu/operations/roster/receive-roster';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { takeUpload } from '../upload/take-upload.ts';

/**
 * 【导入名单】: POST multipart, one part `file`; `?mode=add` puts its rows behind those of the roster that is there. The bytes are hashed and encrypted as they stream in; who may send them
 * is decided before the first one is stored.
 */
export function registerRosterUpload(
  server: FastifyInstance,
  { services, authentication }: { services: Services; authentication: Authentication },
): void {
  server.post<{ Params: { number: string } }>('/api/applications/:number/roster', async (request) => {
    const actor = await requireActor(authentication, request, UNIT_ROLES);
    const number = applicationNumber.safeParse(request.params.number);
    if (!number.success) throw new DomainError('NOT_FOUND');
    const mode = importMode.safeParse((request.query as { mode?: unknown }).mode ?? 'replace');
    if (!mode.success) throw new DomainError('INPUT_INVALID');
    await permitUpload(services, actor, number.data);
    const { jobId, ...answer } = await takeUpload(request, async (upload) =>
      receiveRoster(services, actor, number.data, await receiveWorkbookFile(services, upload), mode.data),
    );
    request.log.info({ jobId, ...answer }, 'a roster was received');
    return answer;
  });
}
