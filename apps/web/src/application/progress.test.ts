import { describe, expect, it } from 'vitest';
import { dayOfTurn, progressSentence, stageOf } from './progress.ts';

const now = new Date('2026-11-23T06:32:00Z');
const base = {
  kind: 'enrolment' as const,
  step: 'roster',
  errorRows: 0,
  updatedAt: '2026-11-23T01:00:00Z',
  submittedAt: null,
} as const;

describe('dayOfTurn', () => {
  it('counts the day it came as day 1', () => {
    expect(dayOfTurn('2026-11-23T06:00:00Z', now)).toBe(1);
  });

  it('counts calendar days in Shenzhen, not spans of 24 hours', () => {
    // 23:30 on the 22nd in Shenzhen is 15:30 UTC.
    expect(dayOfTurn('2026-11-22T15:30:00Z', now)).toBe(2);
    // 00:30 on the 23rd in Shenzhen is still the 22nd in UTC.
    expect(dayOfTurn('2026-11-22T16:30:00Z', now)).toBe(1);
  });

  it('never shows a day before the first when a clock runs ahead', () => {
    expect(dayOfTurn('2026-11-25T00:00:00Z', now)).toBe(1);
  });
});

describe('progressSentence', () => {
  it('names the step a draft was left at, and its errors', () => {
    expect(progressSentence({ ...base, state: 'draft', errorRows: 12 }, now)).toBe('停在“提交参保名单”，12 行有错误');
    expect(progressSentence({ ...base, state: 'draft', step: 'notice' }, now)).toBe('停在“阅读告知书”');
  });

  it('says who holds it, which day, what is usual', () => {
    expect(progressSentence({ ...base, state: 'pending_review', submittedAt: '2026-11-22T02:00:00Z' }, now)).toBe(
      '互助会审核，第 2 天，通常 2 个工作日',
    );
  });

  it('counts the days of finance from the last move, not from the submission', () => {
    expect(progressSentence({ ...base, state: 'pending_verification', submittedAt: '2026-11-01T02:00:00Z' }, now)).toBe(
      '互助会财务，第 1 天，通常 1 个工作日',
    );
  });
});

describe('stageOf', () => {
  it('stands at the same place while returned as while in review', () => {
    expect(stageOf('returned')).toBe(stageOf('pending_review'));
  });

  it('has no place for what is over', () => {
    expect(stageOf('withdrawn')).toBeNull();
  });
});
