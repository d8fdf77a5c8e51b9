import {
  endorsedPage,
  endorsementList,
  endorsementRef,
  endorsementView,
  listEndorsedInput,
} from '@huzhu/domain/policy/endorsement.schema';
import { policyRef } from '@huzhu/domain/policy/policy.schema';
import { getEndorsement, listEndorsed, listEndorsements } from '@huzhu/operations/policy/list-endorsements';
import { readerProcedure, router } from '../trpc/trpc.ts';

export const endorsementRouter = router({
  list: readerProcedure
    .input(policyRef)
    .output(endorsementList)
    .query(({ ctx, input }) => listEndorsements(ctx.services, ctx.actor, input.policyNumber)),
  get: readerProcedure
    .input(endorsementRef)
    .output(endorsementView)
    .query(({ ctx, input }) => getEndorsement(ctx.services, ctx.actor, input.endorsementNumber)),
  insured: readerProcedure
    .input(listEndorsedInput)
    .output(endorsedPage)
    .query(({ ctx, input }) => listEndorsed(ctx.services, ctx.actor, input)),
});
