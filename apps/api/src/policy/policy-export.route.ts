import { READER_ROLES } from '@huzhu/domain/access/role';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { endorsementNumber } from '@huzhu/domain/policy/endorsement.schema';
import { listPoliciesInput, policyNumber } from '@huzhu/domain/policy/policy.schema';
import { exportEndorsed, exportInsured } from '@huzhu/operations/policy/export-insured';
import { exportPolicies } from '@huzhu/operations/policy/export-policies';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { sendFile } from '../download/send-file.ts';

/** 【导出】 of 单位保单查询, of a policy's 参保人员名单 and of the persons of a 保全. */
export function registerPolicyExport(
  server: FastifyInstance,
  { services, authentication }: { services: Services; authentication: Authentication },
): void {
  // The filters come in the body: an address is logged everywhere.
  server.post('/api/policies/export', async (request, reply) => {
    const actor = await requireActor(authentication, request, READER_ROLES);
    const filters = listPoliciesInput.omit({ page: true, pageSize: true }).safeParse(request.body);
    if (!filters.success) throw new DomainError('INPUT_INVALID');
    const { fileName, content } = await exportPolicies(services, actor, filters.data);
    return sendFile(reply, { fileName, format: 'xlsx', content });
  });
  server.get<{ Params: { policyNumber: string } }>('/api/policies/:policyNumber/insured', async (request, reply) => {
    const actor = await requireActor(authentication, request, READER_ROLES);
    const number = policyNumber.safeParse(request.params.policyNumber);
    if (!number.success) throw new DomainError('NOT_FOUND');
    const { fileName, content } = await exportInsured(services, actor, number.data);
    return sendFile(reply, { fileName, format: 'xlsx', content });
  });
  server.get<{ Params: { endorsementNumber: string } }>(
    '/api/endorsements/:endorsementNumber/insured',
    async (request, reply) => {
      const actor = await requireActor(authentication, request, READER_ROLES);
      const number = endorsementNumber.safeParse(request.params.endorsementNumber);
      if (!number.success) throw new DomainError('NOT_FOUND');
      const { fileName, content } = await exportEndorsed(services, actor, number.data);
      return sendFile(reply, { fileName, format: 'xlsx', content });
    },
  );
}
