import { downloadEntry } from '@huzhu/domain/download/download.schema';
import { listDownloads } from '@huzhu/operations/download/list-downloads';
import { z } from 'zod';
import { router, signedInProcedure } from '../trpc/trpc.ts';

export const downloadRouter = router({
  list: signedInProcedure.output(z.array(downloadEntry)).query(({ ctx }) => listDownloads(ctx.services, ctx.demo)),
});
