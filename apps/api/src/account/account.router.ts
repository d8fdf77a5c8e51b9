import { me, signInInput } from '@huzhu/domain/account/account.schema';
import { describeAccount } from '@huzhu/operations/account/describe-account';
import { z } from 'zod';
import { publicProcedure, router, signedInProcedure } from '../trpc/trpc.ts';

export const accountRouter = router({
  signIn: publicProcedure
    .input(signInInput)
    .output(me)
    .mutation(async ({ ctx, input }) => {
      const actor = await ctx.authentication.signIn(ctx.request, ctx.reply, input);
      return describeAccount(ctx.services, actor, ctx.demo);
    }),
  signOut: publicProcedure
    .input(z.strictObject({}))
    .output(z.object({}))
    .mutation(async ({ ctx }) => {
      await ctx.authentication.signOut(ctx.request, ctx.reply);
      return {};
    }),
  me: signedInProcedure.output(me).query(({ ctx }) => describeAccount(ctx.services, ctx.actor, ctx.demo)),
});
