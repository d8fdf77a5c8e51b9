import { me, signInInput } from '@huzhu/domain/account/account.schema';
import {
  applicationList,
  applicationRef,
  applicationSummary,
  applicationView,
  auditEntry,
  createDraftInput,
  listApplicationsInput,
  moveInput,
  requestId,
  updateContactInput,
  updateDraftInput,
} from '@huzhu/domain/application/application.schema';
import { planCode, planVersion } from '@huzhu/domain/plan/plan.schema';
import {
  correctRowInput,
  correctRowResult,
  deleteRowsInput,
  listRosterRowsInput,
  nextIssueInput,
  nextIssueResult,
  rosterRowList,
  rosterStatus,
} from '@huzhu/domain/roster/roster.schema';
import { unitOption } from '@huzhu/domain/unit/unit.schema';
import { initTRPC } from '@trpc/server';
import { z } from 'zod';

// The shape of the API until apps/api/src/app-router.ts lands; imported as a type only, never run.
const t = initTRPC.create();
const p = t.procedure;
const answer = <T>(): T => {
  throw new Error('a type, not a server');
};
const acceptNoticeInput = applicationRef.extend({ requestId, version: z.int(), code: planCode, hash: z.string() });

const router = t.router({
  account: t.router({
    signIn: p
      .input(signInInput)
      .output(me)
      .mutation(() => answer()),
    signOut: p.input(z.object({})).mutation(() => answer<Record<string, never>>()),
    me: p.output(me).query(() => answer()),
  }),
  unit: t.router({ options: p.output(z.array(unitOption)).query(() => answer()) }),
  plan: t.router({
    offered: p.output(z.array(planVersion.extend({ noticeHash: z.string() }))).query(() => answer()),
  }),
  application: t.router({
    list: p
      .input(listApplicationsInput)
      .output(applicationList)
      .query(() => answer()),
    get: p
      .input(applicationRef)
      .output(applicationView)
      .query(() => answer()),
    summary: p
      .input(applicationRef)
      .output(applicationSummary)
      .query(() => answer()),
    timeline: p
      .input(applicationRef)
      .output(z.array(auditEntry))
      .query(() => answer()),
    updateContact: p
      .input(updateContactInput)
      .output(applicationView)
      .mutation(() => answer()),
    submit: p
      .input(moveInput)
      .output(applicationView)
      .mutation(() => answer()),
    withdraw: p
      .input(moveInput)
      .output(applicationView)
      .mutation(() => answer()),
    remove: p
      .input(moveInput)
      .output(applicationView)
      .mutation(() => answer()),
    restore: p
      .input(moveInput)
      .output(applicationView)
      .mutation(() => answer()),
    acceptNotice: p
      .input(acceptNoticeInput)
      .output(applicationView)
      .mutation(() => answer()),
  }),
  enrolment: t.router({
    createDraft: p
      .input(createDraftInput)
      .output(applicationView)
      .mutation(() => answer()),
    updateDraft: p
      .input(updateDraftInput)
      .output(applicationView)
      .mutation(() => answer()),
  }),
  roster: t.router({
    status: p
      .input(applicationRef)
      .output(rosterStatus)
      .query(() => answer()),
    rows: p
      .input(listRosterRowsInput)
      .output(rosterRowList)
      .query(() => answer()),
    correct: p
      .input(correctRowInput)
      .output(correctRowResult)
      .mutation(() => answer()),
    remove: p
      .input(deleteRowsInput)
      .output(rosterStatus)
      .mutation(() => answer()),
    restoreRows: p
      .input(deleteRowsInput)
      .output(rosterStatus)
      .mutation(() => answer()),
    nextIssue: p
      .input(nextIssueInput)
      .output(nextIssueResult)
      .query(() => answer()),
  }),
});

export type AppRouter = typeof router;
