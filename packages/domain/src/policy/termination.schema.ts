import { z } from 'zod';
import { applicationNumber, moveInput } from '../application/application.schema.ts';
import { calendarDate } from '../calendar/calendar-date.ts';

/** 终止 needs a second society_admin (domain.md, Lifecycle). */
export const TERMINATION_STATES = { proposed: '待复核', approved: '已终止', refused: '未同意' } as const;
export type TerminationState = keyof typeof TERMINATION_STATES;

const reason = z.string().trim().min(2, '请写明原因').max(500, '原因最多 500 个字');

export const proposeTerminationInput = moveInput.extend({ reason });
export type ProposeTerminationInput = z.infer<typeof proposeTerminationInput>;
export const approveTerminationInput = moveInput;
export const refuseTerminationInput = moveInput.extend({ reason });

/** The newest proposal for an application; null where there was none. */
export const terminationView = z
  .object({
    number: applicationNumber,
    state: z.enum(Object.keys(TERMINATION_STATES) as [TerminationState, ...TerminationState[]]),
    reason: z.string(),
    proposedBy: z.string(),
    proposedAt: z.iso.datetime(),
    lastDay: calendarDate.nullable(),
    refusal: z.string().nullable(),
    /** The asker proposed it, so another has to decide. */
    own: z.boolean(),
  })
  .nullable();
export type TerminationView = z.infer<typeof terminationView>;
