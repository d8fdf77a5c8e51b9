import { applicationRef } from '@huzhu/domain/application/application.schema';
import { ledgerStatus } from '@huzhu/domain/ledger/ledger.schema';
import { getLedgerStatus } from '@huzhu/operations/ledger/ledger-status';
import { router, unitProcedure } from '../trpc/trpc.ts';

export const ledgerRouter = router({
  status: unitProcedure
    .input(applicationRef)
    .output(ledgerStatus)
    .query(({ ctx, input }) => getLedgerStatus(ctx.services, ctx.actor, input.number)),
});
