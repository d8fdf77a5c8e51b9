import { describe, expect, it } from 'vitest';
import { readGuideChapter } from './read-guide.ts';

const chapter = (body: string) => readGuideChapter('2', `# 第二章\n\n> 更新 2026-11-24\n\n${body}\n`);

describe('readGuideChapter', () => {
  it('reads headings with their number as anchor, labels in bold, links and pictures', () => {
    expect(
      chapter('## 2.3 阅读告知书\n点击【下一步】，见[列表](/applications)。\n![图](../pictures/a-b.png)').blocks,
    ).toEqual([
      { kind: 'heading', level: 2, id: '2-3', text: '2.3 阅读告知书' },
      {
        kind: 'paragraph',
        spans: [
          { text: '点击' },
          { text: '【下一步】', bold: true },
          { text: '，见' },
          { text: '列表', to: '/applications' },
          { text: '。' },
        ],
      },
      { kind: 'picture', caption: '图', file: 'a-b.png' },
    ]);
  });

  it('puts neighbouring items into one list, numbered and not numbered apart', () => {
    const blocks = chapter('1. 甲\n2. 乙\n- 丙').blocks;
    expect(blocks.map((block) => block.kind === 'list' && [block.ordered, block.items.length])).toEqual([
      [true, 2],
      [false, 1],
    ]);
  });

  it('refuses HTML, foreign links and what it does not understand, with the line', () => {
    expect(() => chapter('<b>粗</b>')).toThrow('line 5: no HTML');
    expect(() => chapter('```js')).toThrow('line 5');
    expect(chapter('[外](https://example.org)').blocks).toEqual([
      { kind: 'paragraph', spans: [{ text: '[外](https://example.org)' }] },
    ]);
  });

  it('knows a chapter that follows later', () => {
    expect(chapter('> 随后开放').open).toBe(false);
    expect(chapter('甲').open).toBe(true);
  });
});
