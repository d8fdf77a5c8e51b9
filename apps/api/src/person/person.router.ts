import { personCoverPage, searchPersonsInput } from '@huzhu/domain/policy/policy.schema';
import { searchPersons } from '@huzhu/operations/policy/search-persons';
import { readerProcedure, router } from '../trpc/trpc.ts';

export const personRouter = router({
  search: readerProcedure
    .input(searchPersonsInput)
    .output(personCoverPage)
    .query(({ ctx, input }) => searchPersons(ctx.services, ctx.actor, input)),
});
