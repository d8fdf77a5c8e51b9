import type { ApplicationList } from '@huzhu/domain/application/application.schema';
import type { ApplicationState } from '@huzhu/domain/application/application-state';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { daysInclusive } from '@huzhu/domain/calendar/calendar-date';
import { wordsOf } from './kind-words.ts';

export type ListItem = ApplicationList['items'][number];

/** 提交 → 审核 → 缴费 → 核对 → 生效. Null where nothing goes on any more. */
const STAGE_OF: Readonly<Record<ApplicationState, number | null>> = {
  draft: 1,
  pending_review: 2,
  returned: 2,
  pending_payment: 3,
  pending_verification: 4,
  pending_effective: 5,
  deleted: null,
  rejected: null,
  withdrawn: null,
  in_force: null,
  expired: null,
  terminated: null,
  voided: null,
};

export const STAGES = 5;
export function stageOf(state: ApplicationState): number | null {
  return STAGE_OF[state];
}

/** Which day it has lain there, both ends counted: the day it came is day 1. */
export function dayOfTurn(since: string, now: Date): number {
  return Math.max(1, daysInclusive(shanghaiDate(new Date(since)), shanghaiDate(now)));
}

/** One sentence: who holds it, which day, what is usual. */
export function progressSentence(
  item: Pick<ListItem, 'kind' | 'state' | 'step' | 'errorRows' | 'updatedAt' | 'submittedAt'> &
    Partial<Pick<ListItem, 'since' | 'reason' | 'end' | 'start' | 'deadline'>>,
  now: Date,
): string {
  const day = dayOfTurn(item.since ?? item.submittedAt ?? item.updatedAt, now);
  switch (item.state) {
    case 'draft':
      return `停在“${wordsOf(item).stepLabels[item.step]}”${item.errorRows > 0 ? `，${item.errorRows} 行有错误` : ''}${item.deadline ? `，希望 ${item.deadline.day.slice(5)} 生效` : ''}`;
    case 'pending_review':
      return `互助会审核，第 ${day} 天，通常 2 个工作日`;
    case 'returned':
      return `互助会已退回${item.deadline ? `，请在 ${item.deadline.day.slice(5)} 前修改后再提交` : '，请修改后再提交'}${item.reason ? `：${item.reason}` : ''}`;
    case 'pending_payment':
      return '审核已通过，请按缴费通知书缴费';
    case 'pending_verification':
      return `互助会财务，第 ${dayOfTurn(item.since ?? item.updatedAt, now)} 天，通常 1 个工作日`;
    case 'pending_effective':
      return '等待互助会设置生效时间，到了那天零时自动生效';
    case 'in_force':
      return item.end ? `保障至 ${item.end}（含当日）` : '保障已生效，无需操作';
    case 'rejected':
      return item.reason ?? '互助会没有通过，原因在操作记录里';
    case 'withdrawn':
      return '已由本单位撤回，可以新建申请';
    case 'voided':
      return item.reason ? `已作废：${item.reason}` : '超过期限没有缴费，已作废';
    case 'expired':
      return item.end ? `保障已于 ${item.end} 期满` : '保障期间已满';
    case 'terminated':
      return '保障已提前终止';
    case 'deleted':
      return '已删除，30 天内可以恢复';
  }
}
