import { describe, expect, it } from 'vitest';
import type { DocumentType } from './document-type.ts';
import { documentTypeOf } from './document-type-of.ts';
import { maskIdNumber, personKey, readIdentity } from './identity.ts';
import { residentIdCheckCharacter } from './resident-id.ts';

const withCheck = (body: string) => body + residentIdCheckCharacter(body);

describe('readIdentity', () => {
  it('reads each kind of document', () => {
    expect(readIdentity('resident_id', '11010519491231002x')).toEqual({
      ok: true,
      number: '11010519491231002X',
      birthDate: '1949-12-31',
      sex: 'female',
    });
    expect(readIdentity('resident_id', '110105491231002')).toMatchObject({
      ok: true,
      number: '11010519491231002X',
      upgradedFrom15: true,
    });
    for (const prefix of ['810000', '820000', '830000']) {
      const reading = readIdentity('hmt_residence', withCheck(`${prefix}19900307123`));
      expect(reading).toMatchObject({ ok: true, birthDate: '1990-03-07', sex: 'male' });
    }
    const foreign = readIdentity('foreign_permanent', withCheck('91184019900307124'));
    expect(foreign).toMatchObject({ ok: true, birthDate: '1990-03-07', sex: 'female' });
    // Same length as a 15-digit resident number, told apart by the letters; carries no century, hence no birth date.
    expect(readIdentity('foreign_permanent', 'usa110090030712')).toEqual({ ok: true, number: 'USA110090030712' });
  });

  it.each<[DocumentType, string]>([
    ['passport', 'E12345678'],
    ['passport', 'g 1234567'],
    ['passport', '123456789'],
    ['hm_travel', 'H12345678'],
    ['hm_travel', 'M1234567801'],
    ['tw_travel', '12345678'],
    ['tw_travel', '1234567801（A）'],
  ])('%s accepts %s by its format only', (type, number) => {
    const reading = readIdentity(type, number);
    expect(reading.ok).toBe(true);
    expect(reading).not.toHaveProperty('birthDate');
  });

  it.each<[DocumentType, string, string]>([
    ['resident_id', '', 'ID_EMPTY'],
    ['resident_id', ' \u3000', 'ID_EMPTY'],
    ['resident_id', '42010619950919786', 'ID_FORMAT'],
    ['resident_id', '1101051949123100201', 'ID_FORMAT'],
    ['resident_id', 'X10105194912310021', 'ID_FORMAT'],
    ['resident_id', '5.10107E+17', 'ID_FORMAT'],
    ['resident_id', 'USA110090030712', 'ID_FORMAT'],
    ['resident_id', '320505200206078060', 'ID_CHECKSUM'],
    ['resident_id', withCheck('44030519930230001'), 'ID_BIRTHDATE_IMPOSSIBLE'],
    ['resident_id', '440305930230001', 'ID_BIRTHDATE_IMPOSSIBLE'],
    ['hmt_residence', '11010519491231002X', 'ID_FORMAT'],
    ['hmt_residence', withCheck('84000019900307123'), 'ID_FORMAT'],
    ['foreign_permanent', '11010519491231002X', 'ID_FORMAT'],
    ['foreign_permanent', '110105491231002', 'ID_FORMAT'],
    ['passport', '11010519491231002X', 'ID_FORMAT'],
    ['passport', 'ABCDEFG', 'ID_FORMAT'],
    ['hm_travel', 'C12345678', 'ID_FORMAT'],
    ['tw_travel', '1234567', 'ID_FORMAT'],
  ])('%s %j → %s', (type, number, code) => {
    expect(readIdentity(type, number)).toMatchObject({ ok: false, code });
  });
});

describe('personKey', () => {
  it('is one for the ways of writing one number', () => {
    const key = personKey('resident_id', '11010519491231002X');
    for (const raw of [
      '110105491231002',
      '11010519491231002x',
      '１１０１０５１９４９１２３１００２Ｘ',
      " '11010519491231002x",
    ]) {
      expect(personKey('resident_id', raw)).toBe(key);
    }
  });

  it('is one for a card entered under two types, and for a reissued permit', () => {
    const number = withCheck('81000019900307123');
    expect(personKey('resident_id', number)).toBe(personKey('hmt_residence', number));
    expect(personKey('hm_travel', 'H1234567801')).toBe(personKey('hm_travel', 'H12345678'));
    expect(personKey('tw_travel', '1234567802(B)')).toBe(personKey('tw_travel', '12345678'));
  });

  it('differs between documents that only look alike', () => {
    expect(personKey('passport', '12345678')).not.toBe(personKey('tw_travel', '12345678'));
    expect(personKey('foreign_permanent', 'USA110090030712')).not.toBe(personKey('resident_id', '110105491231002'));
  });
});

describe('maskIdNumber', () => {
  it.each([
    ['11010519491231002X', '110***********002X'],
    ['E12345678', 'E******78'],
    ['1234567890', '1*******90'],
    ['12', '**'],
    ['', ''],
  ])('%s → %s', (number, masked) => {
    expect(maskIdNumber(number)).toBe(masked);
  });
});

describe('documentTypeOf', () => {
  it.each([
    ['居民身份证', 'resident_id'],
    ['身份证', 'resident_id'],
    [' 二代 身份证（大陆）', 'resident_id'],
    ['港澳台居住证', 'hmt_residence'],
    ['永居证', 'foreign_permanent'],
    ['Passport', 'passport'],
    ['护 照', 'passport'],
    ['回乡证', 'hm_travel'],
    ['台胞证', 'tw_travel'],
    ['工作证', undefined],
    ['', undefined],
  ])('%j → %s', (text, type) => {
    expect(documentTypeOf(text)).toBe(type);
  });
});
