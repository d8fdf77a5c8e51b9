import { WORK_QUEUES, type WorkQueue } from './job-kinds.ts';
import type { DeskOverview } from './queue-desk.schema.ts';
import { spellSeconds } from './spell-seconds.ts';

/** A worker that was not seen for so long is not alive: six of its beats. */
export const ALIVE_SECONDS = 30;
/** More than four canaries were missed: the worker lives and the queue does not. Also what /readyz says. */
const CANARY_SECONDS = 70;
/** A job that waits longer is late: an import takes seconds. */
export const LATE_SECONDS = 60;

export interface Symptoms {
  readonly workers: readonly { readonly seenSecondsAgo: number; readonly canarySecondsAgo: number | null }[];
  readonly queues: readonly {
    readonly name: WorkQueue;
    readonly waiting: number;
    readonly failed: number;
    readonly oldestWaitSeconds: number | null;
    readonly paused: object | null;
  }[];
  /** Of the failures those that a retry would help. */
  readonly curable: number;
}

type Diagnosis = DeskOverview['diagnosis'];

/** The first sentence of the page: what is wrong, the worst first, and what to do; or that nothing is. */
export function diagnose(symptoms: Symptoms): Diagnosis {
  const { workers, queues, curable } = symptoms;
  const failed = queues.reduce((sum, queue) => sum + queue.failed, 0);
  const oldest = Math.max(-1, ...queues.map((queue) => queue.oldestWaitSeconds ?? -1));
  const waiting = oldest < 0 ? '没有任务在等。' : `最久的任务已等 ${spellSeconds(oldest)}。`;
  const alive = workers.filter((worker) => worker.seenSecondsAgo <= ALIVE_SECONDS);
  if (alive.length === 0) {
    return error('后台没有在工作。', `上传的名单会排着，不会丢。${waiting}请在服务器上启动 worker。`);
  }
  if (!alive.some((worker) => worker.canarySecondsAgo !== null && worker.canarySecondsAgo <= CANARY_SECONDS)) {
    return error('后台在线，但没有完成自检。', `${waiting}请查看 Redis 是否正常。`);
  }
  const paused = queues.filter((queue) => queue.paused).map((queue) => `“${WORK_QUEUES[queue.name].label}”`);
  if (failed > 0) {
    const rest = paused.length > 0 ? `${paused.join('、')}已暂停。` : `其余正常，${waiting}`;
    const lead = curable === 0 ? `${failed} 个任务失败，重试都没有用。` : leadOf(failed, curable);
    return { tone: 'warning', lead, rest };
  }
  if (paused.length > 0) {
    return { tone: 'warning', lead: `${paused.join('、')}已暂停。`, rest: `新任务会排着，恢复后继续。${waiting}` };
  }
  if (oldest > LATE_SECONDS) {
    return { tone: 'warning', lead: '任务排队较久。', rest: `${waiting}没有失败，后台在工作。` };
  }
  return { tone: 'good', lead: '一切正常。', rest: `没有失败的任务，${waiting}` };
}

function leadOf(failed: number, curable: number): string {
  return `${failed} 个任务失败，${failed === curable ? (failed === 1 ? '' : '都') : `${curable} 个`}需要您重试。`;
}

function error(lead: string, rest: string): Diagnosis {
  return { tone: 'error', lead, rest };
}
