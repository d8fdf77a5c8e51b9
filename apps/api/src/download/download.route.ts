import { ROLES } from '@huzhu/domain/access/role';
import { readDownload } from '@huzhu/operations/download/list-downloads';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { sendFile } from './send-file.ts';

/** 资料下载: templates, 告知书, the guide. Whoever is signed in may have them; nothing of a unit is in them. */
export function registerDownload(
  server: FastifyInstance,
  { services, authentication, demo }: { services: Services; authentication: Authentication; demo: boolean },
): void {
  server.get<{ Params: { id: string } }>('/api/downloads/:id', async (request, reply) => {
    await requireActor(authentication, request, ROLES);
    const { source, content } = await readDownload(services, demo, request.params.id);
    return sendFile(reply, { ...source, content });
  });
}
