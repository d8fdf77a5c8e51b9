import { UNIT_ROLES } from '@huzhu/domain/access/role';
import { applicationNumber } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { exportAnnotatedRoster } from '@huzhu/operations/roster/export-annotated-roster';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { sendFile } from '../download/send-file.ts';

/** 【下载批注名单】. POST, because it leaves an event and no address shall be enough to have every number of a list. */
export function registerAnnotatedRoster(
  server: FastifyInstance,
  { services, authentication }: { services: Services; authentication: Authentication },
): void {
  server.post<{ Params: { number: string } }>('/api/applications/:number/annotated-roster', async (request, reply) => {
    const actor = await requireActor(authentication, request, UNIT_ROLES);
    const number = applicationNumber.safeParse(request.params.number);
    if (!number.success) throw new DomainError('NOT_FOUND');
    const { fileName, content } = await exportAnnotatedRoster(services, actor, number.data);
    return sendFile(reply, { fileName, format: 'xlsx', content });
  });
}
