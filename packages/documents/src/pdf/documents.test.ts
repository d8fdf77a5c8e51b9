import { DEFAULT_SOCIETY_SETTINGS } from '@huzhu/domain/society/society-settings';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ReadPdf, readPdf } from '../testing/read-pdf.ts';
import {
  sampleChangeEndorsement,
  sampleEndorsement,
  sampleInsured,
  sampleLeaderSummary,
  samplePaymentNotice,
  samplePolicy,
  sampleSupplementNotice,
  sampleUndertaking,
} from '../testing/sample-documents.ts';
import { Ink } from './brush.ts';
import type { PdfTask } from './pdf-task.ts';
import { renderDocument } from './render-document.ts';
import { listPages, writeList } from './write-list.ts';

const LONG = '深圳市前海深港现代服务业合作区云汀精密智能制造（集团）股份有限公司南山分公司工会委员会';
/** A PNG of one opaque point. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
const lasting = { unit: { name: LONG, creditCode: '81440300MC3001286N' } };

async function render(task: PdfTask): Promise<ReadPdf & { missing: readonly string[]; bytes: number }> {
  const { content, missing } = await renderDocument(task);
  const read = await readPdf(content);
  for (const [index, page] of read.pages.entries()) {
    expect(page.glyphs, `page ${index + 1} has text`).toBeGreaterThan(50);
    expect(page.notdef, `page ${index + 1} draws every character`).toBe(0);
    for (const text of page.texts) {
      expect(text.left, text.text).toBeGreaterThanOrEqual(62 - 1);
      expect(text.right, text.text).toBeLessThanOrEqual(595.28 - 62 + 1);
      expect(text.baseline, text.text).toBeGreaterThan(40);
      expect(text.baseline, text.text).toBeLessThan(841.89 - 14);
    }
    expectApart(page.texts);
    expect(page.text).toContain(`第${index + 1}页/共${read.pages.length}页`);
    expect(page.text).toContain('内容摘要9c41e07b52d8a3f6');
  }
  expect(read).toMatchObject({ author: '深圳市职工互助保障', language: 'zh-CN', creator: 'Huzhu' });
  return { ...read, missing, bytes: content.length };
}

/** No line is written over another: texts on neighbouring baselines that overlap across are an overfull page. */
function expectApart(texts: ReadPdf['pages'][number]['texts']): void {
  const sorted = [...texts].sort((a, b) => a.baseline - b.baseline);
  sorted.forEach((upper, index) => {
    for (const lower of sorted.slice(index + 1)) {
      const down = lower.baseline - upper.baseline;
      if (down > 6) break;
      // The same line, its parts set by different faces.
      if (down < 2.6) continue;
      const across = Math.min(upper.right, lower.right) - Math.max(upper.left, lower.left);
      expect(across, `“${upper.text}” and “${lower.text}”`).toBeLessThan(1.5);
    }
  });
}

describe('缴费通知书', () => {
  it('says what is due, until when, and the code: in boxes and copyable', async () => {
    const { pages, title } = await render(samplePaymentNotice());
    expect(pages).toHaveLength(1);
    expect(title).toBe('缴费通知书 JF2026001286');
    for (const text of [
      '深圳市云汀精密制造有限公司工会委员会：',
      '81440300MC3001286N',
      'CB2026000873',
      '请于2026年12月7日24时前',
      '¥20,480.00',
      '贰万零肆佰捌拾元整',
      '24时止，含当日',
      '必填·照抄8位',
      '款项无法对上贵单位',
      '一、缴费明细',
      '重大疾病互助保障计划（2021版）128225680.0020,480.00',
      '合计12825620,480.00',
      '二、收款账户',
      '7559001280000000016',
      '三、注意事项',
      '咨询电话0755-83282383。',
      '缴费通知书JF2026001286第1版',
      '样张',
    ])
      expect(pages[0]?.text).toContain(text);
    expect(pages[0]?.texts.map(({ text }) => text)).toContain('HZ7K3M9Q');
    expect(pages[0]?.text.match(/HZ7K3M9Q/g)).toHaveLength(2);
  });

  it.each([2, 3, 4])('holds %i plans and the longest name on one page', async (plans) => {
    const { pages } = await render({ ...samplePaymentNotice(plans), ...lasting });
    expect(pages).toHaveLength(1);
    expect(pages[0]?.text).toContain(LONG);
    expect(pages[0]?.text.match(/互助保障计划/g)).toHaveLength(plans);
  });

  it('shows the days and what each person pays in a supplement', async () => {
    const { pages } = await render(sampleSupplementNotice());
    expect(pages[0]?.text).toContain('重大疾病互助保障计划（2021版）5280.00275／365120.55602.75');
    expect(pages[0]?.text).toContain('陆佰零贰元柒角伍分');
    expect(pages[0]?.text).toContain('BD2026000917');
  });

  it('has no word of a sample in production', async () => {
    const task = samplePaymentNotice();
    const { pages } = await render({ ...task, document: { ...task.document, sample: false } });
    expect(pages[0]?.text).not.toContain('样');
  });

  it('takes a picture of the seal, and words of the society, in place of ours', async () => {
    const society = { ...DEFAULT_SOCIETY_SETTINGS, sealPicture: PIXEL, paymentRemarks: ['逾期作废，请拨打{热线}。'] };
    const { pages } = await render({ ...samplePaymentNotice(), society });
    expect(pages[0]?.text).toContain('逾期作废，请拨打0755-83282383。');
  });
});

describe('电子保单', () => {
  let one: Awaited<ReturnType<typeof render>>;
  beforeAll(async () => {
    one = await render(samplePolicy(128));
  }, 60_000);

  it('holds front, conditions and the list, and is counted over the whole', () => {
    expect(one.pages).toHaveLength(6);
    expect(one.title).toBe('电子保单 BD2026000917');
    for (const text of [
      '128名职工',
      '2026年12月1日0时',
      '2027年11月30日24时',
      '¥20,480.00',
      '核验码4BE2907D',
      'CI2021',
    ])
      expect(one.pages[0]?.text).toContain(text);
    for (const text of ['一、保障利益表', '罕见重症', '120,000', '二、特别约定', '三、办理给付'])
      expect(one.pages[1]?.text).toContain(text);
    expect(one.pages[2]?.text).toContain('附件参保人员名单');
  });

  it('lists every person once, with masked numbers and each tranche', () => {
    const lists = one.pages.slice(2);
    const persons = samplePolicy(128).plans.flatMap((plan) => plan.persons);
    const text = lists.map((page) => page.text).join('');
    for (const { sequence, name, maskedNumber } of persons)
      expect(text).toContain(
        `${sequence}${name.replaceAll(' ', '')}${maskedNumber.startsWith('H') ? '港澳证' : '身份证'}${maskedNumber}`,
      );
    const lines = lists.flatMap((page) => page.texts.filter((item) => /^(新保|续保|增加)$/.test(item.text)));
    expect(lines).toHaveLength(persons.flatMap((person) => person.tranches).length);
    expect(text).not.toMatch(/\d{15}/);
    expect(text.match(/本页\d+人\d+份/g)).toHaveLength(4);
    expect(text.match(/接下页/g)).toHaveLength(3);
    expect(text).toContain('累计128人256份（以下空白）');
  });

  it.each([
    [1, 3],
    [10, 3],
    [100, 5],
    [3_000, 77],
  ])(
    'has for %i persons %i pages, everybody on the list, every glyph drawn, nothing outside the margins',
    async (count, expected) => {
      const task = samplePolicy(count, 1, 0);
      const { pages } = await render(task);
      expect(pages).toHaveLength(expected);
      const lines = pages.slice(2).flatMap((page) => page.texts.filter((item) => /^(新保|续保|增加)$/.test(item.text)));
      expect(lines).toHaveLength(count);
      expect(pages.at(-1)?.text).toContain(`累计${count}人`);
    },
    60_000,
  );

  it('counts its pages by lines: 3,000 persons take 75, with one in ten on two lines 83, and nobody is parted', () => {
    const plan = { name: '重大疾病互助保障计划', version: '' };
    const { start, end } = samplePolicy(1);
    for (const [doubles, expected] of [
      [0, 75],
      [10, 83],
    ] as const) {
      const pages = listPages([{ plan, start, end, persons: sampleInsured(3000, doubles) }]);
      expect(pages).toHaveLength(expected);
      expect(pages.flatMap((page) => page.persons)).toHaveLength(3000);
      for (const { persons } of pages)
        expect(persons.flatMap((person) => person.tranches).length).toBeLessThanOrEqual(40);
      expect(pages.at(-1)?.until).toEqual({ persons: 3000, shares: 6000 });
    }
  });

  it('writes a list of 3,000 persons within 1.2 MB', async () => {
    const { society, start, end, plans } = samplePolicy(3000, 1, 10);
    const lists = plans.map(({ plan, persons }) => ({ plan, start, end, persons }));
    const footer = { text: '电子保单', remark: '' };
    const edgeSeal = { society, sample: true };
    const facts = { lists, title: '参保人员名单', belongsTo: '电子保单', footer, pagesBefore: 2, edgeSeal };
    const content = await writeList(new Ink(), facts);
    expect(content.length).toBeLessThan(1_200_000);
  });

  it.each([
    ['drawn', undefined, '/Subtype /Form'],
    // Its transparency is an image of its own.
    ['a picture', PIXEL, '/SMask '],
  ])('holds the seal once, %s, however many pages show their part of it', async (_how, sealPicture, object) => {
    const { society, start, end, plans } = samplePolicy(400);
    const lists = plans.map(({ plan, persons }) => ({ plan, start, end, persons }));
    const sealed = sealPicture ? { ...society, sealPicture } : society;
    const edgeSeal = { society: sealed, sample: true };
    const footer = { text: '电子保单', remark: '' };
    const facts = { lists, title: '参保人员名单', belongsTo: '电子保单', footer, pagesBefore: 2, edgeSeal };
    const content = Buffer.from(await writeList(new Ink(), facts)).toString('latin1');
    expect(content.split('/Type /Page\n').length - 1).toBeGreaterThan(10);
    expect(content.split(object).length - 1).toBe(1);
  });

  it('has one list per plan, and its front holds four plans', async () => {
    const { pages } = await render({ ...samplePolicy(12, 4), ...lasting });
    expect(pages[0]?.text).toContain('免责期见保障利益表');
    expect(pages[0]?.text).toContain('FEMALE');
    const heads = pages.filter((page) => /附件[一二三四]参保人员名单/.test(page.text));
    expect(heads).toHaveLength(4);
    expect(pages).toHaveLength(3 + 4);
  });

  it('keeps rare characters, long names, and says what no face has', async () => {
    const task = samplePolicy(6, 1, 0);
    const [plan] = task.plans as [(typeof task.plans)[number]];
    const names = [
      '王𠮷',
      '李䶮',
      '𬎆欣',
      '阿卜杜热合曼·买买提吐尔逊·艾合买提江',
      'Maria Fernanda Gonzalez-Ramirez Silva',
      '王\u{2F99F}',
    ];
    const persons = plan.persons.map((person, index) => ({ ...person, name: names[index] ?? '' }));
    const { pages, missing } = await render({ ...task, plans: [{ ...plan, persons }] });
    for (const name of names.slice(0, 5)) expect(pages[2]?.text).toContain(name.replaceAll(' ', ''));
    expect(pages[2]?.text).toContain('6王〓身份证');
    expect(pages[2]?.text).toContain('〓第6号姓名第2字U+2F99F，以原始资料为准');
    expect(missing).toEqual(['U+2F99F']);
  });
});

describe('电子保全单', () => {
  it('holds up to five persons on its page', async () => {
    const { pages, title } = await render({ ...sampleEndorsement(5), ...lasting });
    expect(pages).toHaveLength(1);
    expect(title).toBe('电子保全单 BQ2026000917-01');
    for (const text of [
      '第1次保全',
      '自2027年3月1日0时起，对电子保单BD2026000917增加参保人员5名。其余条款不变。',
      '参保人数（人）1285133',
      '缴费合计（元）20,480.00602.7521,082.75',
      '275／365',
      '陆佰零贰元柒角伍分',
      '三、新增参保人员',
      '133',
      '四、说明',
    ])
      expect(pages[0]?.text).toContain(text);
  });

  it('has more than five in an annex', async () => {
    const { pages } = await render(sampleEndorsement(6));
    expect(pages).toHaveLength(2);
    expect(pages[0]?.text).toContain('名单见附件');
    expect(pages[1]?.text).toContain('附件新增参保人员名单');
    expect(pages[1]?.text).toContain('累计6人12份');
  });
});

describe('电子保全单 without new persons', () => {
  it('of a 更正 says what was wrong and what is right, and that nothing is paid', async () => {
    const { pages } = await render({ ...sampleChangeEndorsement('correction'), ...lasting });
    expect(pages).toHaveLength(1);
    for (const text of [
      '对电子保单BD2026000917更正参保人员资料。其余条款不变。',
      '一、更正事项',
      '更正前更正后',
      '本次更正不涉及缴费',
      '三、说明',
    ])
      expect(pages[0]?.text).toContain(text);
    expect(pages[0]?.text).not.toContain('新增参保人员');
  });

  it('of a 减员 counts down, and says what goes back', async () => {
    const { pages } = await render({ ...sampleChangeEndorsement('removal'), ...lasting });
    expect(pages).toHaveLength(1);
    for (const text of [
      '减少参保人员2名',
      '本次减少',
      '参保人数（人）128-2126',
      '退还未到期部分82.19元',
      '意外伤害2份',
    ])
      expect(pages[0]?.text).toContain(text);
  });
});

describe('提前开票承诺书', () => {
  it('is the unit’s own paper: reason, clauses, place for the stamp', async () => {
    const { pages } = await render({ ...sampleUndertaking(), ...lasting });
    expect(pages).toHaveLength(1);
    for (const text of [
      '我单位因付款审批须先取得发票，',
      '一、开票金额为人民币（大写）贰万零肆佰捌拾元整（¥20,480.00）',
      '二、于2026年12月7日前一次汇清上述款项，汇款附言填写HZ7K3M9Q。',
      '五、所填信息真实、准确',
      '承诺单位（公章）',
      '加盖单位公章',
      'gonghui@yunting.example',
    ])
      expect(pages[0]?.text).toContain(text);
  });
});

describe('给领导的一页纸', () => {
  it('asks in one sentence and shows why', async () => {
    const { pages } = await render({ ...sampleLeaderSummary(), ...lasting });
    expect(pages).toHaveLength(1);
    for (const text of [
      '拟为128名职工参加重大疾病互助保障计划，每人2份，共¥20,480.00。',
      '请批准于2026年12月7日前付款。',
      '93.4%',
      '12万元',
      '续保76人',
      '未列入名单9人，其中年龄不符2人',
      '汇款，附言填写HZ7K3M9Q',
      '领导批示',
    ])
      expect(pages[0]?.text).toContain(text);
  });

  it('stays one page with four plans, and says so where no ledger was imported', async () => {
    const { pages } = await render({ ...sampleLeaderSummary(4), ...lasting, ledger: null, payment: null });
    expect(pages).toHaveLength(1);
    expect(pages[0]?.text).toContain('未导入社保台账');
    expect((await render({ ...sampleLeaderSummary(4), ...lasting })).pages).toHaveLength(1);
  });
});
