import type { LastChange } from '@huzhu/domain/application/application.schema';
import { dayAndTime } from '../app/times.ts';

/** ` 苏婉婷 今天 14:32 `, as part of a sentence: 刚刚被…改过. */
export function changedBy(change: LastChange): string {
  if (!change) return '别人';
  const who = change.own ? '您自己在另一个窗口' : ` ${change.actorName} `;
  return `${who}（${dayAndTime(change.at)}）`;
}
