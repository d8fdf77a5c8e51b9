import { DOCUMENT_TYPES } from '../person/document-type.ts';
import { readDateText } from '../person/read-date.ts';
import type { FixOffer, GroupedFix } from './grouped-fix.schema.ts';
import type { IssueCode } from './issue-codes.ts';
import { ROSTER_FIELD_LABELS, type RosterField } from './roster-field.ts';
import type { RosterContext } from './roster-row.ts';

/** The causes for which suggest-remedy.ts may know each row's own value, in the words of the offer. */
const OWN_VALUE: Readonly<Partial<Record<IssueCode, string>>> = {
  GENDER_MISMATCH: '按各人的证件号码改',
  GENDER_INVALID: '按各人的证件号码填',
  BIRTHDATE_MISMATCH: '按各人的证件号码改',
  BIRTHDATE_INVALID: '按各人的证件号码填',
  ID_TYPE_EMPTY: '按各人的证件号码判断',
  ID_TYPE_UNKNOWN: '按各人的证件号码判断',
  SHARES_NOT_UNIFORM: '改为全单位一致的份数',
  TEXT_NORMALISED: '写成读出来的份数',
};

/** The causes that one value for all rows answers; what may be put in is the column's business. */
const ONE_VALUE: readonly IssueCode[] = [
  'ID_TYPE_EMPTY',
  'ID_TYPE_UNKNOWN',
  'SHARES_INVALID',
  'SHARES_OVER_MAX',
  'PHONE_INVALID',
  'HIRE_DATE_INVALID',
  'NOTE_TOO_LONG',
  'FORMULA_WITHOUT_VALUE',
  'CELL_ERROR',
];

/**
 * The ways in which all rows of one cause in one column may be corrected in one go; none where only the papers of each
 * person tell. Never a name or a number, and no sex or day of birth for everybody.
 */
export function offeredFixes(
  code: IssueCode,
  field: RosterField | 'row',
  plans: RosterContext['plans'],
): readonly FixOffer[] {
  const offers: FixOffer[] = [];
  const own = OWN_VALUE[code];
  if (own) offers.push({ kind: 'suggested', label: own });
  if (code === 'GENDER_NOT_ELIGIBLE' && plans.length > 1) {
    offers.push({ kind: 'suggested', label: '把这个计划的份数改为 0' });
  }
  if (!ONE_VALUE.includes(code)) return offers;
  if (field === 'documentType') {
    offers.push({ kind: 'choice', label: '都改为同一种证件', choices: Object.values(DOCUMENT_TYPES) });
  } else if (field.startsWith('shares')) {
    offers.push({ kind: 'choice', label: '都改为同样的份数', choices: allowedShares(field as RosterField, plans) });
  } else if (field === 'phone' || field === 'hireDate' || field === 'note') {
    offers.push({ kind: 'clear', label: `清空${ROSTER_FIELD_LABELS[field]}` });
    if (field === 'hireDate') offers.push({ kind: 'date', label: '都填同一天' });
  }
  return offers;
}

function allowedShares(field: RosterField, plans: RosterContext['plans']): string[] {
  const several = plans.length > 1;
  return plans
    .filter(({ version }) => field === 'shares' || field === `shares:${version.code}`)
    .flatMap(({ version, defaultShares }) => {
      const counts = version.sharesUniform
        ? [defaultShares]
        : [...Array(version.maxSharesPerPerson).keys()].map((n) => n + 1);
      return (several ? [0, ...counts] : counts).map(String);
    });
}

/** Whether a fix is one of those offered: what comes from a page is checked before any row is read. */
export function isOffered(offers: readonly FixOffer[], fix: GroupedFix): boolean {
  if (fix.kind === 'suggested') return offers.some((offer) => offer.kind === 'suggested');
  const { value } = fix;
  return offers.some((offer) => {
    if (offer.kind === 'choice') return offer.choices.includes(value);
    if (offer.kind === 'date') return readDateText(value) !== undefined;
    return offer.kind === 'clear' && value === '';
  });
}
