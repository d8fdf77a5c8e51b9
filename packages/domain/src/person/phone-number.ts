import { normaliseNumber } from './normalise-number.ts';

const MOBILE = /^1[3-9]\d{9}$/;
const CLEAN = /^1[3-9]\d{9}$/;
/** Ways of writing the same number: the country code, and hyphens or dots between groups. */
const COUNTRY_CODE = /^(?:\(?(?:\+|00)86\)?|86)-?(?=1[3-9])/;
const GROUPING = /(?<=\d)[-‐-―.](?=\d)/gu;
/** A number cell that went through a text export. */
const DECIMAL_ZERO = /^(\d+)\.0+$/;

export interface PhoneReading {
  /** Normalised: without spaces, hyphens and country code. */
  readonly phone: string;
  readonly mobile: boolean;
  /** Why it is not a mobile number of the mainland; empty when it is. */
  readonly problem: string;
}

/** Reads a mobile number of the mainland: 11 digits, 13–19 first. */
export function readPhoneNumber(raw: string): PhoneReading {
  if (CLEAN.test(raw)) return { phone: raw, mobile: true, problem: '' };
  const number = normaliseNumber(raw).replace(DECIMAL_ZERO, '$1');
  const phone = number.replace(GROUPING, '').replace(COUNTRY_CODE, '');
  if (MOBILE.test(phone)) return { phone, mobile: true, problem: '' };
  return { phone: number, mobile: false, problem: problemOf(number) };
}

function problemOf(number: string): string {
  if (/[^\d-]/.test(number)) return '里面有不是数字的字符';
  const length = number.replaceAll('-', '').length;
  return length === 11 ? '开头不是手机号段' : `现在是 ${length} 位`;
}
