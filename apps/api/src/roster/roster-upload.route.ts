import { UNIT_ROLES } from '@huzhu/domain/access/role';
import { applicationNumber } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { importMode } from '@huzhu/domain/roster/roster.schema';
import { permitUpload, receiveRoster } from '@huzhu/operations/roster/receive-roster';
import { receiveRosterFile } from '@huzhu/operations/roster/receive-roster-file';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';

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
    try {
      const part = await request.file();
      if (part?.fieldname !== 'file') throw new DomainError('UPLOAD_EMPTY');
      const received = await receiveRosterFile(services, { stream: part.file, name: part.filename });
      return await receiveRoster(services, actor, number.data, received, mode.data);
    } catch (error) {
      // The rest of the body is read away: a browser that still sends would never look at the answer.
      request.raw.unpipe();
      request.raw.resume();
      throw error;
    }
  });
}
