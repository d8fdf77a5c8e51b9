import { addDays, asDate, type CalendarDate, daysInclusive } from '../calendar/calendar-date.ts';
import { residentIdCheckCharacter } from './resident-id.ts';
import type { Sex } from './sex.ts';

export interface SyntheticPerson {
  readonly idNumber: string;
  readonly name: string;
  readonly sex: Sex;
  readonly birthDate: CalendarDate;
  readonly phone: string;
}

/** Codes 449001–449016: no prefecture of Guangdong has the code 4490 (GB/T 2260), so no real person has such a number. */
const REGIONS = 16;
/** 20 to 58 years old on every day of 2026. */
const FIRST_BIRTH = asDate('1968-01-01');
const BIRTH_DAYS = daysInclusive(FIRST_BIRTH, asDate('2005-12-31'));
const SEQUENCES = 999;
/** Coprime to BIRTH_DAYS (a test counts), so that neighbours do not have neighbouring birthdays. */
const STRIDE = 7919;

/** How many different persons there are. */
export const SYNTHETIC_PERSONS = REGIONS * BIRTH_DAYS * SEQUENCES;

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈',
  '欧阳',
  '司徒',
  '上官',
];
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红建国文辉力海波兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼',
];
/** Names that have broken systems: characters outside the BMP and of extension A, minority names, Latin letters. */
const RARE = [
  '王𠮷',
  '李䶮',
  '陈㛃',
  '张𬭎',
  '刘𬘭',
  '黄𫖯',
  '阿卜杜拉·买买提',
  '古丽娜尔·艾合买提',
  '扎西达瓦',
  '次仁卓玛',
  '欧阳〇',
  "O'Brien Mary",
];
const RARE_EVERY = 97;

/**
 * The i-th person: the same for every call, another number for every i in 0 … SYNTHETIC_PERSONS − 1. Names and phones
 * repeat, as they do in life. For generators, seeds and benches; nobody real can have such a number.
 */
export function syntheticPerson(i: number): SyntheticPerson {
  if (!Number.isInteger(i) || i < 0 || i >= SYNTHETIC_PERSONS) throw new RangeError(`no synthetic person ${i}`);
  const round = Math.floor(i / BIRTH_DAYS);
  const birthDate = addDays(FIRST_BIRTH, ((i % BIRTH_DAYS) * STRIDE) % BIRTH_DAYS);
  // i % BIRTH_DAYS turns both sequence and region within a round; for one birthday it is a constant, so pairs stay distinct.
  const sequence = ((round + (i % BIRTH_DAYS)) % SEQUENCES) + 1;
  const region = (Math.floor(round / SEQUENCES) + (i % BIRTH_DAYS)) % REGIONS;
  const sex: Sex = sequence % 2 === 1 ? 'male' : 'female';
  const body = `4490${String(region + 1).padStart(2, '0')}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  const phone = `1${3 + (i % 7)}${String((i * 48_271 + 11) % 1_000_000_000).padStart(9, '0')}`;
  return { idNumber: body + residentIdCheckCharacter(body), name: nameOf(i), sex, birthDate, phone };
}

function nameOf(i: number): string {
  if (i % RARE_EVERY === RARE_EVERY - 1) return RARE[Math.floor(i / RARE_EVERY) % RARE.length] as string;
  const surname = SURNAMES[(i * 31) % SURNAMES.length] as string;
  const first = GIVEN[(i * 17 + Math.floor(i / SURNAMES.length)) % GIVEN.length] as string;
  const second = i % 5 === 0 ? '' : (GIVEN[(i * 7 + Math.floor(i / 641)) % GIVEN.length] as string);
  return surname + first + second;
}
