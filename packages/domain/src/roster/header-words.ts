import { normaliseText } from '../person/normalise-text.ts';
import { ROSTER_FIELD_LABELS, ROSTER_FIELDS } from './roster-field.ts';

export type PlainField = (typeof ROSTER_FIELDS)[number];

/** Headers of other templates for the same column, cleaned as cleanHeader does. The template's own label is not repeated. */
const ALIASES: Readonly<Record<Exclude<PlainField, 'shares'>, readonly string[]>> = {
  serial: ['序', '编号', 'NO', 'NO.', '行号', '序列'],
  name: [
    '名字',
    '姓名全称',
    '中文姓名',
    '人员姓名',
    '参保人',
    '参保人姓名',
    '参保人员姓名',
    '被保障人',
    '被保障人姓名',
    '会员姓名',
  ],
  documentType: ['证件种类', '证件类别', '证件名称', '身份证件类型', '证件类型名称', '有效证件类型'],
  idNumber: [
    '证件号',
    '证件编号',
    '证号',
    '有效证件号码',
    '有效证件号',
    '身份证件号码',
    '身份证件号',
    '证件号码/身份证号',
    '证件号码/身份证号码',
    '身份证/护照号码',
    '身份证',
    '身份证号',
    '身份证号码',
    '身份证编号',
    '居民身份证',
    '居民身份证号',
    '居民身份证号码',
    '公民身份号码',
    '公民身份证号码',
    '二代身份证号码',
    '参保人身份证号',
    '参保人身份证号码',
    '参保人证件号码',
  ],
  sex: ['男/女', '性别男/女'],
  birthDate: ['出生年月日', '出生日', '生日', '出生时间', '诞生日期', '参保人出生日期'],
  phone: [
    '手机',
    '手机号',
    '手机电话',
    '手机号/电话',
    '电话',
    '电话号码',
    '联系电话',
    '联系手机',
    '联系方式',
    '移动电话',
    '联系电话/手机',
    '本人手机号码',
    '本人手机',
  ],
  hireDate: ['入职时间', '入职年月日', '到职日期', '入厂日期', '入职日', '参加工作日期', '进厂日期'],
  note: ['备注说明', '备注信息', '附注'],
  employeeName: [],
  employeeIdNumber: [],
};

/** On the roster of the children of members these name the parent; elsewhere the person insured. */
const EMPLOYEE_NAME = ['职工姓名', '员工姓名', '家长姓名', '父母姓名', '参保职工姓名'];
const EMPLOYEE_ID = [
  '职工证件号码',
  '职工证件号',
  '职工身份证',
  '职工身份证号',
  '职工身份证号码',
  '员工身份证号',
  '员工身份证号码',
  '员工证件号码',
  '家长身份证号',
  '家长身份证号码',
  '家长证件号码',
  '参保职工身份证号码',
];
const CHILD_NAME = ['子女姓名', '孩子姓名', '儿童姓名', '小孩姓名'];
const CHILD_ID = [
  '子女证件号码',
  '子女证件号',
  '子女身份证',
  '子女身份证号',
  '子女身份证号码',
  '孩子身份证号',
  '孩子身份证号码',
];

const BRACKETS = /[([{【〔〖《<「][^)\]}】〕〗》>」]*(?:[)\]}】〕〗》>」]|$)/gu;
const DECORATION = /[\s*★☆※●◆▲△:;,。、"'“”!|]|必填项?|选填项?|非必填|必须填写/gu;

/** A header without spaces, line breaks, stars and hints in brackets (（必填）, (YYYY-MM-DD)), letters upper-cased. */
export function cleanHeader(text: string): string {
  return normaliseText(text).text.replace(BRACKETS, '').replace(DECORATION, '').toUpperCase();
}

function vocabulary(insuresChildren: boolean): ReadonlyMap<string, PlainField> {
  const words = new Map<string, PlainField>();
  const add = (field: PlainField, candidates: readonly string[]) => {
    for (const word of candidates) words.set(word, field);
  };
  for (const field of ROSTER_FIELDS) {
    if (field === 'shares') continue;
    add(field, [ROSTER_FIELD_LABELS[field], ...ALIASES[field]]);
  }
  add(insuresChildren ? 'employeeName' : 'name', EMPLOYEE_NAME);
  add(insuresChildren ? 'employeeIdNumber' : 'idNumber', EMPLOYEE_ID);
  if (insuresChildren) {
    add('name', CHILD_NAME);
    add('idNumber', CHILD_ID);
  }
  return words;
}

const OF_ADULTS = vocabulary(false);
const OF_CHILDREN = vocabulary(true);

/** `姓名NAME`, `1.姓名`, `一姓名`: a translation behind the label, a number before it. */
const TRANSLATION = /(?<=\p{Script=Han})[A-Z.]+$/u;
const NUMBERING = /^[\d一二三四五六七八九十]+\.?/u;

/** The column, other than 份数, that a cleaned header names. */
export function fieldOfHeader(cleaned: string, insuresChildren: boolean): PlainField | undefined {
  const words = insuresChildren ? OF_CHILDREN : OF_ADULTS;
  return words.get(cleaned) ?? words.get(cleaned.replace(TRANSLATION, '').replace(NUMBERING, ''));
}
