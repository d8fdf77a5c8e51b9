import type { Transaction } from '@huzhu/db/connect';
import { insertMark, listMarks, removeMark } from '@huzhu/db/review/review-mark-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { APPLICATION_STATES } from '@huzhu/domain/application/application-state';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { MarkInput, ReviewMarkView, unmarkInput } from '@huzhu/domain/review/review.schema';
import type { z } from 'zod';
import { type Actor, refuseOwnWork, scopeOf } from '../access/actor.ts';
import { loadApplication } from '../application/load-application.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';

/** Marks a cell, a row or the whole application: the return list writes itself while one reads. */
export async function markRow(services: Services, actor: Actor, input: MarkInput): Promise<ReviewMarkView[]> {
  return changeMarks(services, actor, 'review.mark', input, (tx, application) =>
    insertMark(tx, {
      applicationId: application.id,
      unitId: application.unitId,
      rosterVersionId: application.rosterVersionId,
      rowNumber: input.rowNumber,
      field: input.field,
      sentence: input.sentence,
      markedBy: actor.staffId,
    }),
  );
}

/** Takes a mark back that has not been sent. */
export async function unmarkRow(
  services: Services,
  actor: Actor,
  input: z.infer<typeof unmarkInput>,
): Promise<ReviewMarkView[]> {
  return changeMarks(services, actor, 'review.unmark', input, async (tx, application) => {
    if (!(await removeMark(tx, application.id, input.id))) throw new DomainError('NOT_FOUND');
  });
}

/** Every mark of the application, sent or not; the unit sees those that were sent. */
export async function viewMarks(services: Services, actor: Actor, number: string): Promise<ReviewMarkView[]> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, number);
    const marks = await readMarks(tx, application.id);
    return actor.roles.includes('reviewer') ? marks : marks.filter((mark) => mark.returnedAt !== null);
  });
}

async function changeMarks(
  services: Services,
  actor: Actor,
  procedure: string,
  input: { readonly requestId: string; readonly number: string },
  change: (tx: Transaction, application: Awaited<ReturnType<typeof loadApplication>>) => Promise<void>,
): Promise<ReviewMarkView[]> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, input.number);
    refuseOwnWork(actor, [application.submittedBy, application.createdBy]);
    if (application.state !== 'pending_review') {
      throw new DomainError('ILLEGAL_TRANSITION', { state: APPLICATION_STATES[application.state] });
    }
    await once(tx, actor, procedure, input, async () => {
      await change(tx, application);
      return null;
    });
    return readMarks(tx, application.id);
  });
}

async function readMarks(tx: Transaction, applicationId: number): Promise<ReviewMarkView[]> {
  const marks = await listMarks(tx, applicationId);
  return marks.map(({ rosterVersionId: _, createdAt, returnedAt, ...mark }) => ({
    ...mark,
    at: createdAt.toISOString(),
    returnedAt: returnedAt?.toISOString() ?? null,
  }));
}
