import { READER_ROLES } from '@huzhu/domain/access/role';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { policyNumber } from '@huzhu/domain/policy/policy.schema';
import { openPolicyDocument } from '@huzhu/operations/policy/open-policy-document';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { askedWay, sendStoredFile } from '../download/send-stored-file.ts';

/** 电子保单; `?print=1` opens it in the browser, where it can be printed. */
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
}
