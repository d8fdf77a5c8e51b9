import { READER_ROLES } from '@huzhu/domain/access/role';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { endorsementNumber } from '@huzhu/domain/policy/endorsement.schema';
import { policyNumber } from '@huzhu/domain/policy/policy.schema';
import { openEndorsementDocument, openPolicyDocument } from '@huzhu/operations/policy/open-policy-document';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { askedWay, sendStoredFile } from '../download/send-stored-file.ts';

/** 电子保单 and 电子保全单; `?print=1` opens them in the browser, where they can be printed. */
export function registerPolicyDocument(
  server: FastifyInstance,
  { services, authentication }: { services: Services; authentication: Authentication },
): void {
  server.get<{ Params: { policyNumber: string } }>('/api/policies/:policyNumber/document', async (request, reply) => {
    const actor = await requireActor(authentication, request, READER_ROLES);
    const number = policyNumber.safeParse(request.params.policyNumber);
    if (!number.success) throw new DomainError('NOT_FOUND');
    const file = await openPolicyDocument(services, actor, number.data);
    return sendStoredFile(reply, file, 'policy.pdf', askedWay(request));
  });
  server.get<{ Params: { endorsementNumber: string } }>(
    '/api/endorsements/:endorsementNumber/document',
    async (request, reply) => {
      const actor = await requireActor(authentication, request, READER_ROLES);
      const number = endorsementNumber.safeParse(request.params.endorsementNumber);
      if (!number.success) throw new DomainError('NOT_FOUND');
      const file = await openEndorsementDocument(services, actor, number.data);
      return sendStoredFile(reply, file, 'endorsement.pdf', askedWay(request));
    },
  );
}
