import {
  acceptNoticeInput,
  applicationList,
  applicationRef,
  applicationSummary,
  applicationView,
  auditEntry,
  deletedDraft,
  lastChange,
  lastChangeInput,
  listApplicationsInput,
  moveInput,
  toDoList,
  updateContactInput,
} from '@huzhu/domain/application/application.schema';
import { acceptNotice } from '@huzhu/operations/application/accept-notice';
import { findLastChange } from '@huzhu/operations/application/find-last-change';
import { getApplication } from '@huzhu/operations/application/get-application';
import { listApplications } from '@huzhu/operations/application/list-applications';
import { listDeletedDrafts } from '@huzhu/operations/application/list-deleted-drafts';
import { listTimeline } from '@huzhu/operations/application/list-timeline';
import { listToDos } from '@huzhu/operations/application/list-to-dos';
import { submitApplication } from '@huzhu/operations/application/submit-application';
import { summariseApplication } from '@huzhu/operations/application/summarise-application';
import { updateContact } from '@huzhu/operations/application/update-contact';
import { removeDraft, restoreDraft, withdrawApplication } from '@huzhu/operations/application/withdraw-application';
import { z } from 'zod';
import { readerProcedure, router, unitProcedure } from '../trpc/trpc.ts';

const move = unitProcedure.input(moveInput).output(applicationView);

export const applicationRouter = router({
  list: readerProcedure
    .input(listApplicationsInput)
    .output(applicationList)
    .query(({ ctx, input }) => listApplications(ctx.services, ctx.actor, input)),
  toDos: readerProcedure.output(toDoList).query(({ ctx }) => listToDos(ctx.services, ctx.actor)),
  get: readerProcedure
    .input(applicationRef)
    .output(applicationView)
    .query(({ ctx, input }) => getApplication(ctx.services, ctx.actor, input.number)),
  summary: readerProcedure
    .input(applicationRef)
    .output(applicationSummary)
    .query(({ ctx, input }) => summariseApplication(ctx.services, ctx.actor, input.number)),
  timeline: readerProcedure
    .input(applicationRef)
    .output(z.array(auditEntry))
    .query(({ ctx, input }) => listTimeline(ctx.services, ctx.actor, input.number)),
  lastChange: unitProcedure
    .input(lastChangeInput)
    .output(lastChange)
    .query(({ ctx, input }) => findLastChange(ctx.services, ctx.actor, input)),
  deleted: unitProcedure.output(z.array(deletedDraft)).query(({ ctx }) => listDeletedDrafts(ctx.services, ctx.actor)),
  updateContact: unitProcedure
    .input(updateContactInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => updateContact(ctx.services, ctx.actor, input)),
  acceptNotice: unitProcedure
    .input(acceptNoticeInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => acceptNotice(ctx.services, ctx.actor, input)),
  submit: move.mutation(({ ctx, input }) => submitApplication(ctx.services, ctx.actor, input)),
  withdraw: move.mutation(({ ctx, input }) => withdrawApplication(ctx.services, ctx.actor, input)),
  remove: unitProcedure
    .input(moveInput)
    .output(z.object({ number: z.string(), version: z.int(), unit: z.object({ name: z.string() }) }))
    .mutation(({ ctx, input }) => removeDraft(ctx.services, ctx.actor, input)),
  restore: move.mutation(({ ctx, input }) => restoreDraft(ctx.services, ctx.actor, input)),
});
