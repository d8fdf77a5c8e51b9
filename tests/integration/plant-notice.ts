import { readApplication } from '@huzhu/db/application/read-application';
import { withScope } from '@huzhu/db/scope/with-scope';
import { premiumLines } from '@huzhu/domain/application/premium';
import { issueNotice } from '@huzhu/operations/application/issue-notice';
import { renderPaymentNotice } from '@huzhu/operations/payment/render-payment-notice';
import { type ProductWorld, TODAY } from './product-world.ts';

/** Gives an application a 缴费通知书 with its PDF, whatever its state, for tests that are about who may have it. */
export async function plantNotice(world: ProductWorld, number: string): Promise<void> {
  const notice = await withScope(world.db.owner, { all: true }, async (tx) => {
    const application = await readApplication(tx, { number });
    if (!application) throw new Error(`no application ${number}`);
    const lines = premiumLines(
      [{ code: 'HOSP', shares: 1, persons: 1 }],
      application.plans.map((plan) => plan.version),
    );
    const totalFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
    const issuer = { staffId: application.createdBy };
    return issueNotice(tx, issuer, application, { lines, totalFen, headcount: 1 }, TODAY);
  });
  await renderPaymentNotice({ ...world.services, db: world.db.worker }, notice.id);
}
