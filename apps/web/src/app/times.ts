import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `14:32`, Shenzhen time wherever the browser stands. */
export function clockTime(instant: string): string {
  return CLOCK.format(new Date(instant));
}

const CLOCK_SECONDS = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `15:42:08`, for what changes while one looks. */
export function clockSeconds(instant: string): string {
  return CLOCK_SECONDS.format(new Date(instant));
}

/** `今天 14:29`, else `2026-11-20 14:29`. */
export function dayAndTime(instant: string, now = new Date()): string {
  const day = shanghaiDate(new Date(instant));
  return `${day === shanghaiDate(now) ? '今天' : day} ${clockTime(instant)}`;
}
