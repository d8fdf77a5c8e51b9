import { auditPage, listAuditInput } from '@huzhu/domain/audit/audit.schema';
import { listAudit } from '@huzhu/operations/audit/list-audit';
import { router, systemProcedure } from '../trpc/trpc.ts';

export const auditRouter = router({
  list: systemProcedure
    .input(listAuditInput)
    .output(auditPage)
    .query(({ ctx, input }) => listAudit(ctx.services, input)),
});
