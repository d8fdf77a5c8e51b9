import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { placesOf } from '../account/places-of.ts';
import { listSearch } from '../application/list-search.ts';
import { invoiceSearch } from '../invoice/desk-search.ts';
import { ENDORSEMENT_TABS, POLICY_TABS, policySearch } from '../policy/policy-search.ts';
import { deskSearch } from '../queue-desk/desk-search.ts';
import { daySearch, receiptSearch, refundSearch } from '../receipt/receipt-search.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { NOT_OPEN } from './not-open.ts';
import { refusalOf } from './refusal.ts';
import { RouteTrouble } from './route-trouble.tsx';
import { queryClient, trpc, whenSignedOut } from './trpc.ts';

const root = createRootRoute({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // Only a path of this site may be gone back to.
  validateSearch: z.object({
    back: z
      .string()
      .regex(/^\/(?!\/)/)
      .optional()
      .catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../account/sign-in.page.tsx'), 'SignInPage'),
});

/** What the QR of an e-policy opens: for anybody, without a session. */
const verifyAny = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  component: lazyRouteComponent(() => import('../policy/verify.page.tsx'), 'VerifyPage'),
});

const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify/$code',
  component: lazyRouteComponent(() => import('../policy/verify.page.tsx'), 'VerifyPage'),
});

/** Everything behind the session. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(trpc.account.me.queryOptions());
    } catch (error) {
      if (refusalOf(error).code === 'SIGNED_OUT') throw redirect({ to: '/sign-in', search: { back: location.href } });
      throw error;
    }
  },
  component: Outlet,
});

const menu = createRoute({
  getParentRoute: () => signedIn,
  id: 'menu',
  component: lazyRouteComponent(() => import('./menu-shell.tsx'), 'MenuShell'),
});

const home = createRoute({
  getParentRoute: () => menu,
  path: '/',
  // Who reads no application has nothing to do where applications begin.
  beforeLoad: () => {
    const me = queryClient.getQueryData(trpc.account.me.queryKey());
    if (me && placesOf(me).first !== '/') throw redirect({ to: placesOf(me).first });
  },
  component: lazyRouteComponent(() => import('../home/home.page.tsx'), 'HomePage'),
});

const applications = createRoute({
  getParentRoute: () => menu,
  path: '/applications',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../application/application-list.page.tsx'), 'EnrolmentListPage'),
});

const supplements = createRoute({
  getParentRoute: () => menu,
  path: '/supplements',
  component: lazyRouteComponent(() => import('../supplement/supplements.page.tsx'), 'SupplementsPage'),
});

const supplementProgress = createRoute({
  getParentRoute: () => menu,
  path: '/supplement-progress',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../application/application-list.page.tsx'), 'SupplementListPage'),
});

const application = createRoute({
  getParentRoute: () => menu,
  path: '/applications/$number',
  component: lazyRouteComponent(() => import('../application/application.page.tsx'), 'ApplicationPage'),
});

const mine = createRoute({
  getParentRoute: () => menu,
  path: '/account',
  component: lazyRouteComponent(() => import('../account/account.page.tsx'), 'AccountPage'),
});

const guide = createRoute({
  getParentRoute: () => menu,
  path: '/guide',
  // The chapter stands in the address, the place in it in the fragment: help links lead to both.
  validateSearch: z.object({ chapter: z.int().min(1).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../guide/guide.page.tsx'), 'GuidePage'),
});

/** Others are led to where they have something to do; the API refuses them anyway. */
function systemOnly(): void {
  const me = queryClient.getQueryData(trpc.account.me.queryKey());
  if (me && !placesOf(me).system) throw redirect({ to: '/' });
}

function societyOnly(): void {
  const me = queryClient.getQueryData(trpc.account.me.queryKey());
  if (me && !placesOf(me).society) throw redirect({ to: '/' });
}

function settingsOnly(): void {
  const me = queryClient.getQueryData(trpc.account.me.queryKey());
  if (me && !placesOf(me).settings) throw redirect({ to: '/' });
}

function moneyOnly(): void {
  const me = queryClient.getQueryData(trpc.account.me.queryKey());
  if (me && !placesOf(me).money) throw redirect({ to: '/' });
}

const queues = createRoute({
  getParentRoute: () => menu,
  path: '/queues',
  validateSearch: deskSearch,
  beforeLoad: systemOnly,
  component: lazyRouteComponent(() => import('../queue-desk/queue-desk.page.tsx'), 'QueueDeskPage'),
});

const audit = createRoute({
  getParentRoute: () => menu,
  path: '/audit',
  beforeLoad: systemOnly,
  component: lazyRouteComponent(() => import('../audit/audit.page.tsx'), 'AuditPage'),
});

const policies = createRoute({
  getParentRoute: () => menu,
  path: '/policies',
  validateSearch: policySearch,
  component: lazyRouteComponent(() => import('../policy/policy-list.page.tsx'), 'PolicyListPage'),
});

const policy = createRoute({
  getParentRoute: () => menu,
  path: '/policies/$policyNumber',
  validateSearch: z.object({ tab: z.enum(POLICY_TABS).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../policy/policy.page.tsx'), 'PolicyPage'),
});

const endorsement = createRoute({
  getParentRoute: () => menu,
  path: '/endorsements/$endorsementNumber',
  validateSearch: z.object({ tab: z.enum(ENDORSEMENT_TABS).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../policy/endorsement.page.tsx'), 'EndorsementPage'),
});

const persons = createRoute({
  getParentRoute: () => menu,
  path: '/persons',
  component: lazyRouteComponent(() => import('../person/person-search.page.tsx'), 'PersonSearchPage'),
});

const invoices = createRoute({
  getParentRoute: () => menu,
  path: '/invoices',
  validateSearch: invoiceSearch,
  beforeLoad: societyOnly,
  component: lazyRouteComponent(() => import('../invoice/invoice-desk.page.tsx'), 'InvoiceDeskPage'),
});

const receipts = createRoute({
  getParentRoute: () => menu,
  path: '/receipts',
  validateSearch: receiptSearch,
  beforeLoad: moneyOnly,
  component: lazyRouteComponent(() => import('../receipt/receipt-desk.page.tsx'), 'ReceiptDeskPage'),
});

const reconciliation = createRoute({
  getParentRoute: () => menu,
  path: '/reconciliation',
  validateSearch: daySearch,
  beforeLoad: moneyOnly,
  component: lazyRouteComponent(() => import('../receipt/reconciliation.page.tsx'), 'ReconciliationPage'),
});

const refunds = createRoute({
  getParentRoute: () => menu,
  path: '/refunds',
  validateSearch: refundSearch,
  beforeLoad: moneyOnly,
  component: lazyRouteComponent(() => import('../refund/refund-desk.page.tsx'), 'RefundDeskPage'),
});

const society = createRoute({
  getParentRoute: () => menu,
  path: '/society',
  beforeLoad: settingsOnly,
  component: lazyRouteComponent(() => import('../setting/society.page.tsx'), 'SocietyPage'),
});

const notOpen = NOT_OPEN.map((entry) =>
  createRoute({
    getParentRoute: () => menu,
    path: entry.to,
    component: lazyRouteComponent(() => import('./not-open.page.tsx'), 'NotOpenPage'),
  }),
);

const newApplication = createRoute({
  getParentRoute: () => signedIn,
  path: '/applications/new',
  component: lazyRouteComponent(() => import('../enrolment/choose-plan.page.tsx'), 'NewApplicationPage'),
});

const choosePlan = createRoute({
  getParentRoute: () => signedIn,
  path: '/applications/$number/plan',
  component: lazyRouteComponent(() => import('../enrolment/choose-plan.page.tsx'), 'ChoosePlanPage'),
});

const readNotice = createRoute({
  getParentRoute: () => signedIn,
  path: '/applications/$number/notice',
  component: lazyRouteComponent(() => import('../enrolment/read-notice.page.tsx'), 'ReadNoticePage'),
});

const roster = createRoute({
  getParentRoute: () => signedIn,
  path: '/applications/$number/roster',
  component: lazyRouteComponent(() => import('../roster/roster.page.tsx'), 'RosterPage'),
});

const mapping = createRoute({
  getParentRoute: () => signedIn,
  path: '/applications/$number/roster/mapping',
  component: lazyRouteComponent(() => import('../roster/mapping.page.tsx'), 'MappingPage'),
});

const confirm = createRoute({
  getParentRoute: () => signedIn,
  path: '/applications/$number/confirm',
  component: lazyRouteComponent(() => import('../enrolment/confirm.page.tsx'), 'ConfirmPage'),
});

const payment = createRoute({
  getParentRoute: () => signedIn,
  path: '/applications/$number/payment',
  component: lazyRouteComponent(() => import('../payment/payment.page.tsx'), 'PaymentPage'),
});

const earlyInvoice = createRoute({
  getParentRoute: () => signedIn,
  path: '/applications/$number/early-invoice',
  component: lazyRouteComponent(() => import('../invoice/early-invoice.page.tsx'), 'EarlyInvoicePage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    verifyAny,
    verify,
    signedIn.addChildren([
      menu.addChildren([
        home,
        applications,
        application,
        mine,
        guide,
        queues,
        audit,
        policies,
        policy,
        endorsement,
        supplements,
        supplementProgress,
        persons,
        invoices,
        receipts,
        reconciliation,
        refunds,
        society,
        ...notOpen,
      ]),
      newApplication,
      choosePlan,
      readNotice,
      roster,
      mapping,
      confirm,
      payment,
      earlyInvoice,
    ]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingMs: 300,
  defaultPendingComponent: () => <Skeleton label="正在打开页面" />,
  defaultErrorComponent: RouteTrouble,
  defaultNotFoundComponent: () => <RouteTrouble error={{ code: 'NOT_FOUND', sentence: '没有这个页面' }} />,
});

whenSignedOut(() => {
  if (router.state.location.pathname === '/sign-in') return;
  void router.navigate({ to: '/sign-in', search: { back: router.state.location.href } });
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
