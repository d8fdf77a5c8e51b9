import type { z } from 'zod';
import { moveInput } from '../application/application.schema.ts';
import { calendarDate } from '../calendar/calendar-date.ts';

export const setEffectiveDateInput = moveInput.extend({ effectiveDate: calendarDate });
export type SetEffectiveDateInput = z.infer<typeof setEffectiveDateInput>;
