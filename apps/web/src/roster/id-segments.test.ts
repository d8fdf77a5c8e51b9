import { describe, expect, it } from 'vitest';
import { idSegments } from './id-segments.ts';

const texts = (typed: string) => idSegments(typed).map((segment) => segment.text);

describe('idSegments', () => {
  it('cuts 18 characters into 地区 出生 顺序 校验', () => {
    expect(texts('11010519491231002X')).toEqual(['110105', '19491231', '002', 'X']);
    expect(idSegments('11010519491231002X').map((segment) => segment.name)).toEqual(['地区', '出生', '顺序', '校验']);
  });

  it('cuts the old 15 characters without a check digit', () => {
    expect(texts('110105491231002')).toEqual(['110105', '491231', '002']);
  });

  it('sets right what the check would set right: full-width, spaces, lower-case x', () => {
    expect(texts('１１０１０５ 19491231\u200b002x')).toEqual(['110105', '19491231', '002', 'X']);
  });

  it('marks parts that are still short while typing', () => {
    expect(idSegments('1101051949').map((segment) => segment.short)).toEqual([false, true, true, true]);
    expect(texts('')).toEqual(['', '', '', '']);
  });

  it('shows characters too many instead of hiding them', () => {
    expect(texts('11010519491231002X9')).toEqual(['110105', '19491231', '002', 'X9']);
  });
});
