import { applicationRef, applicationView, moveWithReasonInput } from '@huzhu/domain/application/application.schema';
import { confirmPaymentInput, paymentPage, submitPaymentInput } from '@huzhu/domain/payment/payment.schema';
import { confirmPayment, refusePayment } from '@huzhu/operations/payment/decide-payment';
import { getPaymentPage } from '@huzhu/operations/payment/get-payment-page';
import { reopenApplication } from '@huzhu/operations/payment/reopen-application';
import { submitPayment } from '@huzhu/operations/payment/submit-payment';
import { voidApplication } from '@huzhu/operations/payment/void-application';
import { procedureFor, readerProcedure, router, unitProcedure } from '../trpc/trpc.ts';

const financeProcedure = procedureFor(['finance']);

export const paymentRouter = router({
  page: readerProcedure
    .input(applicationRef)
    .output(paymentPage)
    .query(({ ctx, input }) => getPaymentPage(ctx.services, ctx.actor, input.number)),
  submit: unitProcedure
    .input(submitPaymentInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => submitPayment(ctx.services, ctx.actor, input)),
  confirm: financeProcedure
    .input(confirmPaymentInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => confirmPayment(ctx.services, ctx.actor, input)),
  refuse: financeProcedure
    .input(moveWithReasonInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => refusePayment(ctx.services, ctx.actor, input)),
  reopen: procedureFor(['society_admin'])
    .input(moveWithReasonInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => reopenApplication(ctx.services, ctx.actor, input)),
  void: procedureFor(['society_admin'])
    .input(moveWithReasonInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => voidApplication(ctx.services, ctx.actor, input)),
});
