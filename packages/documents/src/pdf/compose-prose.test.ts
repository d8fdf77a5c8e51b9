import { describe, expect, it } from 'vitest';
import { type ComposeOptions, composeProse, type Line } from './compose-prose.ts';

/** Han one em, the rest half: the shape of every Chinese face. */
const measure: ComposeOptions['measure'] = (character) => (character.charCodeAt(0) < 0x2000 ? 0.5 : 1);
const compose = (text: string, width: number, indent = 0) =>
  composeProse([{ text }], { width: width * 10, size: 10, indent, measure });
const textOf = (line: Line) => line.runs.map((run) => run.text).join('');
const widthOf = (line: Line) => {
  const runs = line.runs.flatMap((run) => [...run.text].map((c) => measure(c, run.bold) * 10 + run.spacing));
  return line.indent + runs.reduce((sum, width) => sum + width, 0);
};

describe('composeProse', () => {
  it('loses no character', () => {
    const text = '参保由单位工会统一办理，每人最多 5 份。同一职工经由不同单位参保的，份数合并计算（合计不超过 5 份）。';
    expect(compose(text, 12).map(textOf).join('')).toBe(text);
  });

  it('puts no closing punctuation at the start of a line and no opening one at its end', () => {
    const text =
      '单位、职工；（甲）（乙）（丙），《告知书》《章程》：“如实填写”，“逐条阅读”。职工医疗，互助保障、申请。';
    for (let width = 4; width < 20; width += 1) {
      for (const line of compose(text, width).map(textOf)) {
        expect(line).not.toMatch(/^[，。、；：！？）》”]/);
        expect(line).not.toMatch(/[（《“]$/);
      }
    }
  });

  it('keeps figures whole and with their unit', () => {
    const text = '自2026年12月7日起缴30000元共128人，各5份';
    for (let width = 6; width < 20; width += 1) {
      for (const line of compose(text, width).map(textOf)) {
        expect(line).not.toMatch(/^[年月日元份人]/);
        expect(line).not.toMatch(/\d$/);
      }
    }
  });

  it('justifies every line but the last to the width', () => {
    const lines = compose('职工互助保障由工会组织职工自愿参加，遇到重大疾病、住院或意外时，得到一份帮助。', 13, 2);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines.slice(0, -1)) expect(widthOf(line)).toBeCloseTo(130, 5);
    expect(widthOf(lines.at(-1) as Line)).toBeLessThan(130);
  });

  it('squeezes neighbouring punctuation and gives figures a little air', () => {
    const [line] = compose('（甲），共5份', 20);
    expect(line?.runs.find((run) => run.text.endsWith('）'))?.spacing).toBe(-5);
    expect(line?.runs.find((run) => run.text.startsWith('共'))?.spacing).toBeCloseTo(1.8);
  });

  it('leaves no last line of one or two characters', () => {
    const lines = compose('一二三四五六七八九十一二三四五六七八九十一二', 10);
    expect([...textOf(lines.at(-1) as Line)].length).toBeGreaterThanOrEqual(5);
  });
});
