import type { CalendarDate } from './calendar-date.ts';
import { asDate } from './calendar-date.ts';

/**
 * The port through which every rule learns the business date. Demo mode can move it; no rule reads the wall clock.
 * The default date is the day in Shenzhen (Asia/Shanghai), whatever zone the server runs in.
 */
export interface BusinessClock {
  today(): Promise<CalendarDate>;
}

const SHANGHAI = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The civil day in Asia/Shanghai at an instant. */
export function shanghaiDate(instant: Date): CalendarDate {
  return asDate(SHANGHAI.format(instant));
}
