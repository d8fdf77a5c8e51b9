import { ERROR_CODES } from '../error/error-codes.ts';
import { FILE_REFUSALS } from '../roster/file-refusal.ts';
import { JOB_KINDS, type JobKindName } from './job-kinds.ts';

/**
 * The codes of jobs that ended as they should: the product told somebody what is wrong with what they sent. Whoever
 * watches the queues has nothing to do about them.
 */
export const REFUSAL_CODES: readonly string[] = [
  ...Object.keys(FILE_REFUSALS),
  ...Object.entries(ERROR_CODES).flatMap(([code, { status }]) => (status < 500 ? [code] : [])),
];

/** Why trying again would change nothing: the unit has sent another file, or the application has gone on. */
export type Barred = 'replaced' | 'closed';

const BARRED: Readonly<Record<Barred, string>> = {
  replaced: '单位已经另外上传了一份，重试没有用，可以取消这个任务。',
  closed: '这份申请已经提交或结束，重试没有用，可以取消这个任务。',
};

export interface Advice {
  readonly helps: boolean;
  readonly sentence: string;
}

/** Whether trying a failed job again helps, and why. */
export function adviseOnFailure(failure: {
  readonly kind: JobKindName;
  readonly code: string | null;
  readonly barred: Barred | null;
}): Advice {
  if (failure.barred) return { helps: false, sentence: BARRED[failure.barred] };
  if (failure.code === 'BAD_PAYLOAD') {
    return { helps: false, sentence: '任务的内容与程序不符，重试没有用。请把任务编号交给技术人员。' };
  }
  return { helps: true, sentence: JOB_KINDS[failure.kind].again };
}
