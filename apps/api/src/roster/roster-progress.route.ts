import { UNIT_ROLES } from '@huzhu/domain/access/role';
import { applicationNumber } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { getRosterStatus, rosterJobOf } from '@huzhu/operations/roster/roster-status';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';

/** Calls back whenever the job may have changed; returns how to stop. */
export interface ProgressSource {
  watch(jobId: string, onChange: () => void): () => void;
}

const HEARTBEAT_MS = 15_000;
const FINISHED = ['succeeded', 'failed', 'cancelled'];

/**
 * Progress of the current import as server-sent events: `status` with the whole rosterStatus, read from Postgres at
 * every signal, so that a lost signal or connection is never more than a late picture. Ends when the job has ended.
 */
export function registerRosterProgress(
  server: FastifyInstance,
  options: { services: Services; authentication: Authentication; progress: ProgressSource },
): void {
  const { services, authentication, progress } = options;
  server.get<{ Params: { number: string } }>('/api/applications/:number/roster/progress', async (request, reply) => {
    const actor = await requireActor(authentication, request, UNIT_ROLES);
    const parsed = applicationNumber.safeParse(request.params.number);
    if (!parsed.success) throw new DomainError('NOT_FOUND');
    const number = parsed.data;
    const jobId = await rosterJobOf(services, actor, number);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    let busy = false;
    let again = false;
    const send = async () => {
      // Signals that come while one is answered are folded into one more answer.
      if (busy) {
        again = true;
        return;
      }
      busy = true;
      try {
        do {
          again = false;
          const status = await getRosterStatus(services, actor, number);
          raw.write(`event: status\ndata: ${JSON.stringify(status)}\n\n`);
          if (!status.roster || FINISHED.includes(status.roster.state)) raw.end();
        } while (again && !raw.writableEnded);
      } catch {
        // The page falls back to asking; a broken stream must not look like progress.
        raw.end();
      } finally {
        busy = false;
      }
    };
    const stop = jobId ? progress.watch(jobId, () => void send()) : () => {};
    const heartbeat = setInterval(() => raw.write(': alive\n\n'), HEARTBEAT_MS);
    raw.on('close', () => {
      clearInterval(heartbeat);
      stop();
    });
    await send();
  });
}
