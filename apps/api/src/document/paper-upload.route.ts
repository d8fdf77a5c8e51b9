import { type Role, UNIT_ROLES } from '@huzhu/domain/access/role';
import { applicationNumber } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type PaperKind, permitPaper, receivePaper } from '@huzhu/operations/document/receive-paper';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { takeUpload } from '../upload/take-upload.ts';

const BRINGERS: Readonly<Record<PaperKind, readonly Role[]>> = {
  voucher: UNIT_ROLES,
  undertaking: UNIT_ROLES,
  invoice: ['finance'],
};

/** Papers of an application, POST multipart, one part `file`; answers `{ paperId, name }`, which the act that needs it names. */
export function registerPaperUploads(
  server: FastifyInstance,
  { services, authentication }: { services: Services; authentication: Authentication },
): void {
  for (const kind of Object.keys(BRINGERS) as PaperKind[]) {
    server.post<{ Params: { number: string } }>(`/api/applications/:number/${kind}`, async (request) => {
      const actor = await requireActor(authentication, request, BRINGERS[kind]);
      const number = applicationNumber.safeParse(request.params.number);
      if (!number.success) throw new DomainError('NOT_FOUND');
      await permitPaper(services, actor, number.data, kind);
      return takeUpload(request, (upload) => receivePaper(services, actor, { number: number.data, kind }, upload));
    });
  }
}
