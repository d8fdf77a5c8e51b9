import { type Role, UNIT_ROLES } from '@huzhu/domain/access/role';
import { applicationNumber } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { permitUpload } from '@huzhu/operations/application/permit-upload';
import { type EvidenceOf, openEvidence, uploadEvidence, withdrawEvidence } from '@huzhu/operations/ledger/row-evidence';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { sendStoredFile } from '../download/send-stored-file.ts';
import { takeUpload } from '../upload/take-upload.ts';

interface Params {
  readonly number: string;
  readonly row: string;
}

/** Evidence is for the reviewer to judge by. */
const READERS: readonly Role[] = [...UNIT_ROLES, 'reviewer', 'society_admin'];
const PATH = '/api/applications/:number/rows/:row/evidence';

/** 【上传证明】 of a row: POST multipart, one part `file`; GET gives it back as an attachment; DELETE takes it away. */
export function registerRowEvidence(
  server: FastifyInstance,
  { services, authentication }: { services: Services; authentication: Authentication },
): void {
  server.post<{ Params: Params }>(PATH, async (request, reply) => {
    const actor = await requireActor(authentication, request, UNIT_ROLES);
    const at = evidenceOf(request.params);
    await permitUpload(services, actor, at.number);
    await takeUpload(request, (upload) => uploadEvidence(services, actor, at, upload));
    return reply.status(204).send();
  });
  server.get<{ Params: Params }>(PATH, async (request, reply) => {
    const actor = await requireActor(authentication, request, READERS);
    const file = await openEvidence(services, actor, evidenceOf(request.params));
    return sendStoredFile(reply, file, 'evidence');
  });
  server.delete<{ Params: Params }>(PATH, async (request, reply) => {
    const actor = await requireActor(authentication, request, UNIT_ROLES);
    await withdrawEvidence(services, actor, evidenceOf(request.params));
    return reply.status(204).send();
  });
}

function evidenceOf({ number, row }: Params): EvidenceOf {
  const parsed = applicationNumber.safeParse(number);
  if (!parsed.success || !/^[1-9]\d{0,6}$/.test(row)) throw new DomainError('NOT_FOUND');
  return { number: parsed.data, rowNumber: Number(row) };
}
