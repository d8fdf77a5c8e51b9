import type { PremiumRow } from '@huzhu/documents/pdf/document-facts';
import type { PaymentNoticeLine } from '@huzhu/domain/payment/payment-notice.schema';

/** So many rows stand on one page beside everything else that it says. */
const MOST_ROWS = 4;

/**
 * The rows of 缴费明细 and 本次缴费. A supplement has one row per 份数, so that it says what one person pays and why; where that would not
 * fit the page, one row per plan.
 */
export function premiumRows(lines: readonly PaymentNoticeLine[], supplement: boolean): PremiumRow[] {
  const enrolled = lines.filter((line) => line.headcount > 0);
  const groups = enrolled.flatMap((line) => (line.groups ?? []).map((group) => ({ line, group })));
  if (!supplement || groups.length > MOST_ROWS) return enrolled.map((line) => wholeRow(line, supplement));
  return groups.map(({ line, group }) => ({
    ...wholeRow(line, supplement),
    headcount: group.persons,
    sharesPerPerson: group.shares,
    shares: group.persons * group.shares,
    amountPerPersonFen: group.eachFen,
    amountFen: group.amountFen,
  }));
}

function wholeRow(line: PaymentNoticeLine, supplement: boolean): PremiumRow {
  const { code, name, versionLabel, headcount, shares, sharesPerPerson, feePerShareFen, amountFen } = line;
  const row = { headcount, shares, sharesPerPerson, feePerShareFen, amountFen };
  const plan = { code, name, version: versionLabel };
  if (!supplement) return { plan, ...row };
  const [only, ...others] = line.groups ?? [];
  const amountPerPersonFen = only && others.length === 0 ? only.eachFen : null;
  return { plan, ...row, proRata: line.proRata ?? null, amountPerPersonFen };
}
