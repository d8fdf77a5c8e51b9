import { unitOption } from '@huzhu/domain/unit/unit.schema';
import { listOwnUnits } from '@huzhu/operations/unit/list-own-units';
import { z } from 'zod';
import { router, unitProcedure } from '../trpc/trpc.ts';

export const unitRouter = router({
  options: unitProcedure.output(z.array(unitOption)).query(({ ctx }) => listOwnUnits(ctx.services, ctx.actor)),
});
