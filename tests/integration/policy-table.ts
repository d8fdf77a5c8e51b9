import { randomUUID } from 'node:crypto';
import { type AppRouter, appRouter } from '@huzhu/api/app-router';
import { READER_ROLES, ROLES, type Role, UNIT_ROLES } from '@huzhu/domain/access/role';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { DEFAULT_SOCIETY_SETTINGS } from '@huzhu/domain/society/society-settings';
import type { ApiClient } from './api-client.ts';
import { linesOf, plantLedger } from './plant-ledger.ts';
import { changeNumberOf, policyNumberOf, verificationCodeOf } from './plant-policy.ts';
import { plantRoster } from './plant-roster.ts';
import type { ProductWorld } from './product-world.ts';

export const ACCOUNT_OF: Readonly<Record<Role, string>> = {
  operator: 'operator1',
  manager: 'manager1',
  reviewer: 'reviewer1',
  finance: 'finance1',
  society_admin: 'society1',
  system_admin: 'sysadmin1',
};
/** Where the role's own drafts are made. */
export const UNIT_OF: Readonly<Record<Role, string>> = {
  operator: 'SZ-NS-YH-001',
  manager: 'SZ-NS-YH',
  // They see every unit and belong to none.
  reviewer: 'SZ-NS-YH-001',
  finance: 'SZ-NS-YH-001',
  society_admin: 'SZ-NS-YH-001',
  system_admin: 'SZ-NS-YH-001',
};
export const FOREIGN_UNIT = 'SZ-LH-GL-001';
export const MISSING = 'CB20261123-99999';

export interface Target {
  readonly number: string;
  /** The application in force that became a policy; absent where no policy is asked for. */
  readonly policyOf?: string;
  readonly version: number;
  readonly unitCode: string;
  readonly jobId: string;
}

const CLEAR_PHONES = {
  group: { code: 'PHONE_INVALID', field: 'phone', value: null },
  fix: { kind: 'value', value: '' },
};

const MAPPING = { sheet: 1, headerRow: 1, columns: [{ column: 1, field: 'name' }], documentType: null };

/** What each procedure is asked; all of it passes the schema, so that the answer is about the asker. */
export const INPUT_OF: Readonly<Record<string, (target: Target) => object>> = {
  'account.signIn': () => ({ login: `nobody-${randomUUID()}`, password: 'not-a-password' }),
  'account.signOut': () => ({}),
  'account.me': () => ({}),
  'unit.options': () => ({}),
  'plan.offered': () => ({}),
  'enrolment.createDraft': ({ unitCode }) => ({ requestId: randomUUID(), unitCode, plans: [], requestedDate: null }),
  'enrolment.updateDraft': ({ number, version, unitCode }) => ({
    requestId: randomUUID(),
    number,
    version,
    unitCode,
    plans: [{ code: 'HOSP', shares: 1 }],
    requestedDate: null,
  }),
  'application.list': () => ({}),
  'application.toDos': () => ({}),
  'download.list': () => ({}),
  'application.get': ({ number }) => ({ number }),
  'application.summary': ({ number }) => ({ number }),
  'application.timeline': ({ number }) => ({ number }),
  'application.lastChange': ({ number }) => ({ number }),
  'application.deleted': () => ({}),
  'application.updateContact': ({ number, version }) => ({
    requestId: randomUUID(),
    number,
    version,
    contact: { name: '苏婉婷', phone: '19900000046' },
  }),
  'application.acceptNotice': ({ number, version }) => ({
    requestId: randomUUID(),
    number,
    version,
    code: 'HOSP',
    hash: '0'.repeat(64),
  }),
  'application.submit': move,
  'review.rows': ({ number }) => ({ number }),
  'review.ledger': ({ number }) => ({ number }),
  'review.changes': ({ number }) => ({ number, against: 'last_enrolled' }),
  'review.marks': ({ number }) => ({ number }),
  'review.mark': ({ number }) => ({
    requestId: randomUUID(),
    number,
    rowNumber: 2,
    field: 'name',
    sentence: '姓名与身份证不符',
  }),
  'review.unmark': ({ number }) => ({ requestId: randomUUID(), number, id: randomUUID() }),
  'review.approve': move,
  'review.return': moveWithReason,
  'review.returnApproved': moveWithReason,
  'review.reject': moveWithReason,
  'payment.page': ({ number }) => ({ number }),
  'payment.submit': (target) => ({
    ...move(target),
    payerName: '深圳市远航物流有限公司',
    payerBank: '示例银行深圳分行',
    payerAccount: '755900128000016',
    amountFen: 8_000,
    paidOn: '2026-11-23',
    serialNumber: '202611230001',
    voucherId: null,
  }),
  'payment.confirm': (target) => ({
    ...move(target),
    receivedFen: 8_000,
    receivedOn: '2026-11-23',
    bankReference: '202611230001',
  }),
  'payment.refuse': moveWithReason,
  'payment.void': moveWithReason,
  'payment.reopen': moveWithReason,
  'receipt.list': () => ({}),
  'receipt.claim': ({ number, version }) => ({
    requestId: randomUUID(),
    receiptIds: [randomUUID()],
    applications: [{ number, version }],
  }),
  'receipt.refund': ({ number }) => ({
    requestId: randomUUID(),
    receiptId: randomUUID(),
    number,
    reason: '申请已作废',
  }),
  'receipt.setAside': () => ({ requestId: randomUUID(), receiptId: randomUUID(), reason: '不是参保款' }),
  'receipt.reopen': () => ({ requestId: randomUUID(), receiptId: randomUUID() }),
  'receipt.day': () => ({ day: '2026-11-23' }),
  'refund.list': () => ({}),
  'refund.propose': () => ({
    ...refundMove(),
    payeeName: '深圳市远航物流有限公司工会',
    payeeBank: '示例银行深圳分行',
    payeeAccount: '755900128000016',
  }),
  'refund.approve': refundMove,
  'refund.settle': () => ({ ...refundMove(), paidOn: '2026-11-23', bankReference: '202611230009' }),
  'refund.fail': () => ({ ...refundMove(), reason: '户名不符' }),
  'refund.retry': refundMove,
  'policy.setEffectiveDates': ({ number, version }) => ({
    requestId: randomUUID(),
    applications: [{ number, version }],
    effectiveDate: '2026-12-01',
  }),
  'policy.termination': ({ number }) => ({ number }),
  'policy.proposeTermination': moveWithReason,
  'policy.approveTermination': move,
  'policy.refuseTermination': moveWithReason,
  'invoice.page': ({ number }) => ({ number }),
  'invoice.saveRequest': ({ number }) => ({
    ...INVOICE_WORDS(number),
    phone: '',
    remark: '',
  }),
  'invoice.prepareUndertaking': ({ number }) => ({ ...INVOICE_WORDS(number), reason: '付款审批须先取得发票' }),
  'invoice.requestEarly': ({ number }) => ({
    ...INVOICE_WORDS(number),
    reason: '付款审批须先取得发票',
    amountFen: 8_000,
    paperId: randomUUID(),
  }),
  'invoice.approveEarly': ({ number }) => ({ requestId: randomUUID(), number, id: randomUUID(), version: 1 }),
  'invoice.refuseEarly': ({ number }) => ({
    requestId: randomUUID(),
    number,
    id: randomUUID(),
    version: 1,
    reason: '没有盖章',
  }),
  'invoice.issue': ({ number }) => ({
    requestId: randomUUID(),
    number,
    invoiceNumber: '26442000000000000001',
    issuedOn: '2026-11-23',
    paperId: randomUUID(),
  }),
  'invoice.reverse': ({ number }) => ({
    requestId: randomUUID(),
    number,
    invoiceNumber: '26442000000000000001',
    reason: '抬头有误',
  }),
  'invoice.desk': () => ({ tab: 'open' }),
  'policy.setEffectiveDate': (target) => ({ ...move(target), effectiveDate: '2026-12-01' }),
  'policy.list': () => ({}),
  'policy.get': ({ policyOf = MISSING }) => ({ policyNumber: policyNumberOf(policyOf) }),
  'policy.insured': ({ policyOf = MISSING }) => ({ policyNumber: policyNumberOf(policyOf) }),
  'policy.verify': ({ policyOf = MISSING }) => ({ code: verificationCodeOf(policyOf) }),
  'supplement.start': ({ policyOf = MISSING }) => ({ requestId: randomUUID(), policyNumber: policyNumberOf(policyOf) }),
  'supplement.date': (target) => ({ ...move(target), requestedDate: null }),
  'renewal.start': ({ policyOf = MISSING }) => ({ requestId: randomUUID(), policyNumber: policyNumberOf(policyOf) }),
  'renewal.changes': ({ number }) => ({ number }),
  'endorsement.list': ({ policyOf = MISSING }) => ({ policyNumber: policyNumberOf(policyOf) }),
  'endorsement.get': ({ policyOf = MISSING }) => ({ endorsementNumber: `${policyNumberOf(policyOf)}-01` }),
  'endorsement.insured': ({ policyOf = MISSING }) => ({ endorsementNumber: `${policyNumberOf(policyOf)}-01` }),
  'policyChange.list': () => ({}),
  'policyChange.correct': ({ policyOf = MISSING }) => ({
    requestId: randomUUID(),
    policyNumber: policyNumberOf(policyOf),
    line: 1,
    name: '王一',
    reason: '录入时写错',
  }),
  'policyChange.remove': ({ policyOf = MISSING }) => ({
    requestId: randomUUID(),
    policyNumber: policyNumberOf(policyOf),
    lines: [1],
    reason: '已离职',
  }),
  'policyChange.withdraw': changeMove,
  'policyChange.approve': changeMove,
  'policyChange.refuse': (target) => ({ ...changeMove(target), reason: '与身份证不符' }),
  'person.search': () => ({ query: '没有这个人' }),
  'application.withdraw': move,
  'application.remove': move,
  'application.restore': move,
  'ledger.status': ({ number }) => ({ number }),
  'roster.status': ({ number }) => ({ number }),
  'roster.rows': ({ number }) => ({ number }),
  'roster.nextIssue': ({ number }) => ({ number, after: 0 }),
  'roster.rowsByNumber': ({ number }) => ({ number, rowNumbers: [2] }),
  'roster.add': ({ number }) => ({ requestId: randomUUID(), number, values: { name: '王一' } }),
  'roster.verify': ({ number }) => ({ requestId: randomUUID(), number }),
  'roster.cancelImport': ({ number }) => ({ requestId: randomUUID(), number }),
  'roster.removeMatching': ({ number }) => ({ requestId: randomUUID(), number, show: 'errors' }),
  'roster.collapseTwins': ({ number }) => ({ requestId: randomUUID(), number }),
  'roster.undoRemoval': ({ number }) => ({ requestId: randomUUID(), number, deletionId: randomUUID() }),
  'roster.correct': ({ number }) => ({ requestId: randomUUID(), number, rowNumber: 2, revision: 1, changes: {} }),
  'roster.fixGroups': ({ number }) => ({ number, code: 'PHONE_INVALID' }),
  'roster.previewFix': ({ number }) => ({ number, ...CLEAR_PHONES }),
  'roster.applyFix': ({ number }) => ({ requestId: randomUUID(), number, ...CLEAR_PHONES, seen: '1:2' }),
  'roster.undoFix': ({ number }) => ({ requestId: randomUUID(), number, fixId: randomUUID() }),
  'roster.previewPaste': ({ number }) => ({ number, text: '王二', columns: ['name'], over: null }),
  'roster.applyPaste': ({ number }) => ({
    requestId: randomUUID(),
    number,
    text: '王二',
    columns: ['name'],
    seen: null,
    onlyRight: false,
  }),
  'roster.mappingSample': ({ number }) => ({ number }),
  'roster.previewMapping': ({ number }) => ({ number, importId: randomUUID(), mapping: MAPPING }),
  'roster.importMapped': ({ number }) => ({
    requestId: randomUUID(),
    number,
    importId: randomUUID(),
    mapping: MAPPING,
  }),
  'roster.forgetMapping': ({ number }) => ({ requestId: randomUUID(), number }),
  'roster.previewMerge': ({ number }) => ({ number, importId: randomUUID() }),
  'roster.applyMerge': ({ number }) => ({
    requestId: randomUUID(),
    number,
    importId: randomUUID(),
    seen: '',
    conflicts: null,
    removeMissing: false,
  }),
  'roster.importKeyless': ({ number }) => ({
    requestId: randomUUID(),
    number,
    importId: randomUUID(),
    mode: 'replace',
  }),
  'roster.remove': ({ number }) => ({ requestId: randomUUID(), number, rowNumbers: [2] }),
  'notification.list': () => ({}),
  'notification.read': () => ({ upTo: 1 }),
  'audit.list': () => ({}),
  'setting.society': () => ({}),
  'setting.saveSociety': () => ({ ...DEFAULT_SOCIETY_SETTINGS, requestId: randomUUID() }),
  'setting.saveSeal': () => ({ requestId: randomUUID(), picture: null }),
  'setting.businessDate': () => ({}),
  // Backwards, so that the days of the other tests stay.
  'setting.moveBusinessDate': () => ({ requestId: randomUUID(), day: '2026-01-01' }),
  'queueDesk.overview': () => ({}),
  'queueDesk.jobs': () => ({}),
  'queueDesk.retry': deskAct,
  'queueDesk.cancel': deskAct,
  'queueDesk.pause': () => ({ requestId: randomUUID(), queue: 'roster', reason: '升级前' }),
  'queueDesk.resume': () => ({ requestId: randomUUID(), queue: 'roster', reason: '升级完' }),
  'roster.restoreRows': ({ number }) => ({ requestId: randomUUID(), number, rowNumbers: [2] }),
};

function changeMove({ policyOf = MISSING }: Target) {
  return { requestId: randomUUID(), changeNumber: changeNumberOf(policyOf), version: 1 };
}

function refundMove() {
  return { requestId: randomUUID(), refundNumber: 'TK20261123-0001A', version: 1 };
}

const INVOICE_WORDS = (number: string) => ({
  requestId: randomUUID(),
  number,
  title: '深圳市远航物流有限公司工会',
  creditCode: '91440300MA5ABCDE3X',
  email: 'gonghui@example.com',
  type: 'ordinary',
});

function move({ number, version }: Target) {
  return { requestId: randomUUID(), number, version };
}

function moveWithReason(target: Target) {
  return { ...move(target), reason: '核对时发现与原件不符' };
}

/** The job of the target's roster, which succeeded: both acts are about what failed. */
function deskAct({ jobId }: Target) {
  return { requestId: randomUUID(), jobId, seen: { state: 'failed', attempts: 1 }, reason: '存储已清理' };
}

export type Policy = 'public' | 'signed-in' | readonly Role[];
export interface Procedure {
  readonly path: string;
  readonly policy: Policy | undefined;
}

export function proceduresOf(of: { _def: { procedures: AppRouter['_def']['procedures'] | object } }): Procedure[] {
  return Object.entries(of._def.procedures as Record<string, { _def: { meta?: { policy?: Policy } } }>).map(
    ([path, procedure]) => ({ path, policy: procedure._def.meta?.policy }),
  );
}

export const withoutPolicy = (procedures: readonly Procedure[]) =>
  procedures.filter(({ policy }) => policy === undefined || policy.length === 0).map(({ path }) => path);

/** Signing out comes last: it ends the session that the others ask with. */
export const PROCEDURES = proceduresOf(appRouter).sort(
  (a, b) => Number(a.path === 'account.signOut') - Number(b.path === 'account.signOut'),
);

export function mayCall(role: Role, policy: Policy | undefined): boolean {
  if (policy === 'public' || policy === 'signed-in') return true;
  return policy?.includes(role) ?? false;
}

/** Who may call each route that is no procedure, by the pattern that the server lists. */
export const ROUTE_POLICIES: Readonly<Record<string, Policy>> = {
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /api/downloads/:id': ROLES,
  'POST /api/applications/export': READER_ROLES,
  // Before an upload closes the roster.
  'POST /api/applications/:number/annotated-roster': UNIT_ROLES,
  // Evidence first, given, read and taken away: the uploads below leave an import waiting, which closes the roster.
  'POST /api/applications/:number/rows/:row/evidence': UNIT_ROLES,
  'GET /api/applications/:number/rows/:row/evidence': [...UNIT_ROLES, 'reviewer', 'society_admin'],
  'DELETE /api/applications/:number/rows/:row/evidence': UNIT_ROLES,
  'POST /api/applications/:number/roster': UNIT_ROLES,
  'GET /api/applications/:number/roster-template': UNIT_ROLES,
  'GET /api/applications/:number/roster/progress': UNIT_ROLES,
  'GET /api/applications/:number/payment-notice': READER_ROLES,
  'POST /api/applications/:number/voucher': UNIT_ROLES,
  'GET /api/applications/:number/voucher': READER_ROLES,
  'POST /api/applications/:number/undertaking': UNIT_ROLES,
  'GET /api/applications/:number/undertaking': READER_ROLES,
  'GET /api/applications/:number/undertaking/stamped': READER_ROLES,
  'POST /api/applications/:number/invoice': ['finance'],
  'GET /api/applications/:number/invoice': READER_ROLES,
  'POST /api/receipts/statement': ['finance'],
  'POST /api/receipts/day/export': ['finance', 'society_admin'],
  'POST /api/policies/export': READER_ROLES,
  'GET /api/policies/:policyNumber/document': READER_ROLES,
  'GET /api/policies/:policyNumber/insured': READER_ROLES,
  'GET /api/endorsements/:endorsementNumber/document': READER_ROLES,
  'GET /api/endorsements/:endorsementNumber/insured': READER_ROLES,
  'POST /api/applications/:number/ledger': UNIT_ROLES,
  'GET /api/applications/:number/ledger-template': UNIT_ROLES,
  'GET /api/applications/:number/ledger/progress': UNIT_ROLES,
};

/** The routes that the server has and the table does not know; those of tRPC have a table of their own. */
export function unlistedRoutes(routes: readonly string[]): string[] {
  return routes.filter((route) => !/ \/trpc\/\*?:?\w*$/.test(route) && !(route in ROUTE_POLICIES));
}

export interface Answer {
  readonly status: number;
  readonly code: string | null;
  readonly body: unknown;
}

/** Request numbers are of the request; all else of an answer is compared. */
const withoutNumber = (text: string) => text.replace(/R-[0-9A-Z]{8}/g, 'R-');

export async function ask(client: ApiClient, path: string, input: object): Promise<Answer> {
  const response = await client.fetch(`/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const body = JSON.parse(withoutNumber(await response.text())) as { error?: { data: { domainCode: string | null } } };
  return { status: response.status, code: body.error ? body.error.data.domainCode : null, body };
}

const STATEMENT = '交易日期,贷方金额,对方户名,附言,流水号\n2026-11-23,160.00,测试单位,,0001\n';
export const PDF = Buffer.from('%PDF-1.7\n%%EOF\n');

export async function askRoute(client: ApiClient, route: string, number: string): Promise<Answer> {
  const [method = '', pattern = ''] = route.split(' ');
  const address = pattern
    .replace(':policyNumber', policyNumberOf(number))
    .replace(':endorsementNumber', `${policyNumberOf(number)}-01`)
    .replace(':number', number)
    .replace(':row', '2')
    .replace(':id', 'roster-hosp');
  const init: RequestInit = { method };
  if (pattern.endsWith('/export')) {
    const body = JSON.stringify(pattern.includes('/day/') ? { day: '2026-11-23' } : {});
    Object.assign(init, { headers: { 'content-type': 'application/json' }, body });
  } else if (method === 'POST') {
    const form = new FormData();
    form.append('file', new Blob([pattern.endsWith('/statement') ? STATEMENT : PDF]), 'x.pdf');
    init.body = form;
  }
  const response = await client.fetch(address, init);
  if (!(response.headers.get('content-type') ?? '').includes('json')) {
    await response.body?.cancel();
    return { status: response.status, code: null, body: null };
  }
  const body = JSON.parse(withoutNumber(await response.text())) as { code?: string };
  return { status: response.status, code: body.code ?? null, body };
}

/** A draft of the unit with one row that the ledger does not know, so that evidence may be given for it. */
export async function makeTarget(world: ProductWorld, maker: ApiClient, unitCode: string): Promise<Target> {
  const view = await maker.draft(unitCode, [{ code: 'HOSP', shares: 1 }]);
  await plantRoster(world, view.number, [syntheticPerson(2)]);
  await plantLedger(world, view.number, linesOf([syntheticPerson(3)]));
  const [job] = await world.db.owner.sql<{ id: string }[]>`
    select j.id from job j join roster_version v on v.id::text = j.subject_id
    join application a on a.id = v.application_id where a.number = ${view.number}`;
  return { number: view.number, version: view.version, unitCode, jobId: job?.id ?? '' };
}
