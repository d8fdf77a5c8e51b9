import { randomUUID } from 'node:crypto';
import { findStaffByAuthUser } from '@huzhu/db/account/read-staff';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { Actor } from '@huzhu/operations/access/actor';
import { saveRequest } from '@huzhu/operations/invoice/save-invoice-request';
import { confirmPayment } from '@huzhu/operations/payment/decide-payment';
import { getPaymentPage } from '@huzhu/operations/payment/get-payment-page';
import { submitPayment } from '@huzhu/operations/payment/submit-payment';
import { approveApplication } from '@huzhu/operations/review/approve-application';
import type { Services } from '@huzhu/operations/services';

/** How far each of the units' applications under review is brought, in the order of their numbers. */
const STOPS = ['待缴费', '等待核对', '待生效'] as const;

/**
 * Brings some of the demo's applications under review on to 待缴费, 等待核对 and 待生效, by the product's own operations, so that finance and
 * society_admin find something to do. Those of operator1 and operator2 stay as they are. Once: a database with any 缴费通知书 is left
 * alone. @returns how many were moved
 */
export async function seedDemoPayments(services: Services): Promise<number> {
  const { sql } = services.db;
  const [known] = await sql`select 1 from payment_notice limit 1`;
  if (known) return 0;
  const waiting = await sql<{ number: string; version: number; operator: string }[]>`
    select a.number, a.version, s.username as operator from application a join staff s on s.id = a.submitted_by
    where a.state = 'pending_review' and s.username not in ('operator1', 'operator2')
    order by a.number limit ${STOPS.length}`;
  const [reviewer, finance] = await Promise.all([actorOf(services, 'reviewer1'), actorOf(services, 'finance1')]);
  for (const [place, { number, version, operator }] of waiting.entries()) {
    const unit = await actorOf(services, operator);
    const toPay = await approveApplication(services, reviewer, { requestId: randomUUID(), number, version });
    if (STOPS[place] !== '待缴费') await pay(services, unit, toPay, STOPS[place] === '待生效' ? finance : undefined);
  }
  return waiting.length;
}

async function pay(services: Services, unit: Actor, toPay: ApplicationView, finance: Actor | undefined): Promise<void> {
  const { number } = toPay;
  const today = await services.clock.today();
  await services.db.sql`update payment_notice set opened_at = now() where voided_at is null and application_id =
    (select id from application where number = ${number})`;
  const { notice } = await getPaymentPage(services, unit, number);
  const amountFen = notice?.totalFen ?? 0;
  const serialNumber = `DEMO${number.slice(2, 10)}${number.slice(-5, -1)}`;
  const stated = await submitPayment(services, unit, {
    requestId: randomUUID(),
    number,
    version: toPay.version,
    payerName: toPay.unit.name,
    payerBank: '示例银行深圳分行',
    payerAccount: '755900128000016',
    amountFen,
    paidOn: today,
    serialNumber,
    voucherId: null,
  });
  if (!finance) return;
  await confirmPayment(services, finance, {
    requestId: randomUUID(),
    number,
    version: stated.version,
    receivedFen: amountFen,
    receivedOn: today,
    bankReference: serialNumber,
  });
  const [unitRow] = await services.db.sql<
    { code: string | null }[]
  >`select credit_code as code from unit where code = ${toPay.unit.code}`;
  if (!unitRow?.code) return;
  await saveRequest(services, unit, {
    requestId: randomUUID(),
    number,
    title: toPay.unit.name,
    creditCode: unitRow.code,
    email: 'gonghui@example.com',
    phone: '',
    type: 'ordinary',
    remark: '',
  });
}

async function actorOf(services: Services, username: string): Promise<Actor> {
  const [account] = await services.db.sql<{ auth: string }[]>`
    select auth_user_id as auth from staff where username = ${username}`;
  const staff = account && (await withScope(services.db, { all: true }, (tx) => findStaffByAuthUser(tx, account.auth)));
  if (!staff) throw new Error(`the demo has no account ${username}`);
  return { ...staff, staffId: staff.id, address: '127.0.0.1' };
}
