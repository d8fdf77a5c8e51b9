import { describe, expect, it } from 'vitest';
import { diagnose, type Symptoms } from './diagnose.ts';
import { adviseOnFailure, REFUSAL_CODES } from './failure-advice.ts';
import { spellSeconds } from './spell-seconds.ts';

const WELL: Symptoms = {
  workers: [{ seenSecondsAgo: 2, canarySecondsAgo: 8 }],
  queues: [{ name: 'roster', waiting: 0, failed: 0, oldestWaitSeconds: null, paused: null }],
  curable: 0,
};
const sick = (queue: Partial<Symptoms['queues'][number]>, more: Partial<Symptoms> = {}): Symptoms => ({
  ...WELL,
  ...more,
  queues: [{ name: 'roster', waiting: 0, failed: 0, oldestWaitSeconds: null, paused: null, ...queue }],
});

describe('diagnose', () => {
  it.each<[string, Symptoms, string, string]>([
    ['nothing wrong', WELL, 'good', '一切正常。没有失败的任务，没有任务在等。'],
    [
      'a short queue',
      sick({ waiting: 3, oldestWaitSeconds: 41 }),
      'good',
      '一切正常。没有失败的任务，最久的任务已等 41 秒。',
    ],
    [
      'a long queue',
      sick({ waiting: 3, oldestWaitSeconds: 61 }),
      'warning',
      '任务排队较久。最久的任务已等 1 分 1 秒。没有失败，后台在工作。',
    ],
    [
      'one failure',
      sick({ failed: 1 }, { curable: 1 }),
      'warning',
      '1 个任务失败，需要您重试。其余正常，没有任务在等。',
    ],
    [
      'two, one curable',
      sick({ failed: 2 }, { curable: 1 }),
      'warning',
      '2 个任务失败，1 个需要您重试。其余正常，没有任务在等。',
    ],
    [
      'two, both curable',
      sick({ failed: 2 }, { curable: 2 }),
      'warning',
      '2 个任务失败，都需要您重试。其余正常，没有任务在等。',
    ],
    ['two, none curable', sick({ failed: 2 }), 'warning', '2 个任务失败，重试都没有用。其余正常，没有任务在等。'],
    ['a pause', sick({ paused: {} }), 'warning', '“名单导入”已暂停。新任务会排着，恢复后继续。没有任务在等。'],
    [
      'failures behind a pause',
      sick({ failed: 1, paused: {} }, { curable: 1 }),
      'warning',
      '1 个任务失败，需要您重试。“名单导入”已暂停。',
    ],
    [
      'no worker',
      { ...WELL, workers: [] },
      'error',
      '后台没有在工作。上传的名单会排着，不会丢。没有任务在等。请在服务器上启动 worker。',
    ],
    [
      'a worker long unseen',
      { ...WELL, workers: [{ seenSecondsAgo: 31, canarySecondsAgo: 3 }] },
      'error',
      '后台没有在工作。上传的名单会排着，不会丢。没有任务在等。请在服务器上启动 worker。',
    ],
    [
      'no canary',
      { ...WELL, workers: [{ seenSecondsAgo: 2, canarySecondsAgo: 71 }] },
      'error',
      '后台在线，但没有完成自检。没有任务在等。请查看 Redis 是否正常。',
    ],
    [
      'never a canary',
      { ...WELL, workers: [{ seenSecondsAgo: 2, canarySecondsAgo: null }] },
      'error',
      '后台在线，但没有完成自检。没有任务在等。请查看 Redis 是否正常。',
    ],
  ])('%s', (_, symptoms, tone, sentence) => {
    const found = diagnose(symptoms);
    expect([found.tone, `${found.lead}${found.rest}`]).toEqual([tone, sentence]);
  });
});

describe('adviseOnFailure', () => {
  const failure = { kind: 'parse-roster', code: 'JOB_FAILED', barred: null } as const;

  it('says whether a retry helps', () => {
    expect(adviseOnFailure(failure).helps).toBe(true);
    expect(adviseOnFailure({ ...failure, barred: 'replaced' })).toMatchObject({ helps: false });
    expect(adviseOnFailure({ ...failure, barred: 'closed' })).toMatchObject({ helps: false });
    expect(adviseOnFailure({ ...failure, code: 'BAD_PAYLOAD' })).toMatchObject({ helps: false });
  });

  it('takes what a user was told about their file for no failure, and everything else for one', () => {
    expect(REFUSAL_CODES).toEqual(expect.arrayContaining(['FILE_ENCRYPTED', 'HEADER_NOT_FOUND', 'ROSTER_EMPTY']));
    for (const code of ['JOB_FAILED', 'BAD_PAYLOAD', 'STORAGE_FULL', 'BUSY']) expect(REFUSAL_CODES).not.toContain(code);
  });
});

describe('spellSeconds', () => {
  it.each([
    [-1, '0 秒'],
    [0.4, '0 秒'],
    [59.4, '59 秒'],
    [60, '1 分钟'],
    [200, '3 分 20 秒'],
    [3600, '1 小时'],
    [7500, '2 小时 5 分'],
    [86_400, '1 天'],
    [300_000, '3 天'],
  ])('%d is %s', (seconds, spoken) => {
    expect(spellSeconds(seconds)).toBe(spoken);
  });
});
