import { accountRouter } from './account/account.router.ts';
import { applicationRouter } from './application/application.router.ts';
import { auditRouter } from './audit/audit.router.ts';
import { downloadRouter } from './download/download.router.ts';
import { enrolmentRouter } from './enrolment/enrolment.router.ts';
import { invoiceRouter } from './invoice/invoice.router.ts';
import { ledgerRouter } from './ledger/ledger.router.ts';
import { notificationRouter } from './notification/notification.router.ts';
import { paymentRouter } from './payment/payment.router.ts';
import { personRouter } from './person/person.router.ts';
import { planRouter } from './plan/plan.router.ts';
import { endorsementRouter } from './policy/endorsement.router.ts';
import { policyRouter } from './policy/policy.router.ts';
import { policyChangeRouter } from './policy/policy-change.router.ts';
import { queueDeskRouter } from './queue-desk/queue-desk.router.ts';
import { receiptRouter } from './receipt/receipt.router.ts';
import { refundRouter } from './refund/refund.router.ts';
import { renewalRouter } from './renewal/renewal.router.ts';
import { reviewRouter } from './review/review.router.ts';
import { rosterRouter } from './roster/roster.router.ts';
import { settingRouter } from './setting/setting.router.ts';
import { supplementRouter } from './supplement/supplement.router.ts';
import { router } from './trpc/trpc.ts';
import { unitRouter } from './unit/unit.router.ts';

/** The table of contents of the API. */
export const appRouter = router({
  account: accountRouter,
  unit: unitRouter,
  plan: planRouter,
  enrolment: enrolmentRouter,
  application: applicationRouter,
  roster: rosterRouter,
  ledger: ledgerRouter,
  review: reviewRouter,
  payment: paymentRouter,
  invoice: invoiceRouter,
  receipt: receiptRouter,
  refund: refundRouter,
  supplement: supplementRouter,
  renewal: renewalRouter,
  policy: policyRouter,
  endorsement: endorsementRouter,
  policyChange: policyChangeRouter,
  person: personRouter,
  notification: notificationRouter,
  download: downloadRouter,
  queueDesk: queueDeskRouter,
  audit: auditRouter,
  setting: settingRouter,
});

export type AppRouter = typeof appRouter;
