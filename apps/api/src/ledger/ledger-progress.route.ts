import { UNIT_ROLES } from '@huzhu/domain/access/role';
import { applicationNumber } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { getLedgerStatus, ledgerJobOf } from '@huzhu/operations/ledger/ledger-status';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { type ProgressSource, streamStatus } from '../job/stream-status.ts';

/** Progress of the current import as server-sent events: `status` with the whole ledgerStatus. */
export function registerLedgerProgress(
  server: FastifyInstance,
  options: { services: Services; authentication: Authentication; progress: ProgressSource },
): void {
  const { services, authentication, progress } = options;
  server.get<{ Params: { number: string } }>('/api/applications/:number/ledger/progress', async (request, reply) => {
    const actor = await requireActor(authentication, request, UNIT_ROLES);
    const number = applicationNumber.safeParse(request.params.number);
    if (!number.success) throw new DomainError('NOT_FOUND');
    await streamStatus(reply, {
      progress,
      jobId: await ledgerJobOf(services, actor, number.data),
      // Whoever signed out, or lost the role, in between hears no more.
      read: async () => getLedgerStatus(services, await requireActor(authentication, request, UNIT_ROLES), number.data),
      stateOf: (status) => status.upload?.state,
    });
  });
}
