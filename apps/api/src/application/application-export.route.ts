import { READER_ROLES } from '@huzhu/domain/access/role';
import { listApplicationsInput } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { exportApplications } from '@huzhu/operations/application/export-applications';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { sendFile } from '../download/send-file.ts';

/** 【导出】 of 参保申请. The filters come in the body: an address is logged everywhere. */
export function registerApplicationExport(
  server: FastifyInstance,
  { services, authentication }: { services: Services; authentication: Authentication },
): void {
  server.post('/api/applications/export', async (request, reply) => {
    const actor = await requireActor(authentication, request, READER_ROLES);
    const filters = listApplicationsInput.omit({ page: true, pageSize: true }).safeParse(request.body);
    if (!filters.success) throw new DomainError('INPUT_INVALID');
    const { fileName, content } = await exportApplications(services, actor, filters.data);
    return sendFile(reply, { fileName, format: 'xlsx', content });
  });
}
