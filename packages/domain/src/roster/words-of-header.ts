import { cleanHeader, fieldOfHeader } from './header-words.ts';
import type { RosterField } from './roster-field.ts';

/** `exact`: a header that is read without asking; `alike`: it has a word of such a header in it. */
export interface WordsOfHeader {
  readonly field: RosterField;
  readonly likeness: 'exact' | 'alike';
}

/**
 * Words within a header, in the order in which they are asked: what says more comes first (证件类型 before 证件). English ones as
 * cleaned headers have them, without spaces and in capitals.
 */
const ALIKE: readonly (readonly [RosterField, RegExp])[] = [
  ['documentType', /证件[类种]|证照类|IDTYPE|DOCUMENTTYPE|DOCTYPE/u],
  ['idNumber', /身份证|证件|证号|^ID$|ID(?:NO|NUMBER|CARD)|IDENTITY|PASSPORT/u],
  ['phone', /手机|电话|联系方式|联络方式|MOBILE|PHONE|^TEL|CELL/u],
  ['sex', /性别|GENDER|^SEX$/u],
  ['birthDate', /出生|生日|BIRTH|^DOB$/u],
  ['hireDate', /入职|入厂|进厂|到职|到岗|参加工作|HIRE|JOIN|ENTRYDATE|STARTDATE/u],
  ['shares', /份数|认购份|SHARES|QUANTITY|^QTY$/u],
  ['note', /备注|附注|REMARK|^NOTES?$|COMMENT/u],
  ['serial', /^序|^NO\.?$|^#$|^SERIAL/u],
  ['name', /姓名|名字|^(?:员工|职工|人员|会员|职员|工友)(?:名称|名)?$|NAME|^EMPLOYEE$/u],
];
/** Names of things, and of persons who are not the one of the row. */
const OTHER_NAME = /单位|公司|部门|工会|班组|项目|紧急|负责|COMPANY|DEPARTMENT|DEPT|USER|EMERGENCY/u;
const OF_EMPLOYEE = /职工|员工|家长|父|母|监护|EMPLOYEE|PARENT|GUARDIAN/u;

/** What a header's words make its column; more generous than matchHeader, because somebody looks at it before it counts. */
export function wordsOfHeader(text: string, insuresChildren: boolean): WordsOfHeader | undefined {
  const cleaned = cleanHeader(text);
  if (cleaned === '') return undefined;
  const exact = fieldOfHeader(cleaned, insuresChildren);
  if (exact) return { field: exact, likeness: 'exact' };
  if (OTHER_NAME.test(cleaned)) return undefined;
  const field = ALIKE.find(([, words]) => words.test(cleaned))?.[0];
  if (!field) return undefined;
  if (insuresChildren && OF_EMPLOYEE.test(cleaned)) {
    if (field === 'name') return { field: 'employeeName', likeness: 'alike' };
    if (field === 'idNumber') return { field: 'employeeIdNumber', likeness: 'alike' };
  }
  return { field, likeness: 'alike' };
}
