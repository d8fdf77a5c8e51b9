import { LATE_SECONDS } from '@huzhu/domain/queue-desk/diagnose';
import type { DeskQueue } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { spellSeconds } from '@huzhu/domain/queue-desk/spell-seconds';

export interface Figure {
  readonly label: string;
  readonly text: string;
  /** `none` is grey, `late` brown, `bad` red with its icon. */
  readonly tone: 'plain' | 'none' | 'late' | 'bad';
}

/** The figures of a queue in the order of the table; the cards of a narrow screen show the same. */
export function figuresOf(queue: DeskQueue): Figure[] {
  const count = (label: string, value: number): Figure => ({
    label,
    text: value.toLocaleString('en-US'),
    tone: value === 0 ? 'none' : 'plain',
  });
  const { oldestWaitSeconds: oldest, failed } = queue;
  return [
    count('等待', queue.waiting),
    count('进行中', queue.active),
    count('稍后重试', queue.delayed),
    { ...count('失败', failed), ...(failed > 0 && { tone: 'bad' as const }) },
    {
      label: '最久等待',
      text: oldest === null ? '—' : spellSeconds(oldest),
      tone: oldest === null ? 'none' : oldest > LATE_SECONDS ? 'late' : 'plain',
    },
    { ...count('今天完成', queue.doneToday), tone: 'plain' },
  ];
}
