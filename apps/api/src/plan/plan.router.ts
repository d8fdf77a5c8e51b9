import { offeredPlan } from '@huzhu/domain/plan/plan.schema';
import { listOfferedPlans } from '@huzhu/operations/plan/list-offered-plans';
import { z } from 'zod';
import { router, signedInProcedure } from '../trpc/trpc.ts';

export const planRouter = router({
  offered: signedInProcedure.output(z.array(offeredPlan)).query(({ ctx }) => listOfferedPlans(ctx.services, ctx.actor)),
});
