import type { CoverRecord } from '@huzhu/db/cover/read-cover';
import type { ListedPerson } from '@huzhu/documents/pdf/document-facts';
import { COVER_CATEGORIES } from '@huzhu/domain/policy/policy.schema';

/** The persons of one plan as an annex lists them, in the order given: a person's tranches are one entry. @param first 序号 of the first */
export function listedPersons(cover: readonly CoverRecord[], first = 1): ListedPerson[] {
  const persons = new Map<number, CoverRecord[]>();
  for (const one of cover) {
    const tranches = persons.get(one.rowNumber);
    if (tranches) tranches.push(one);
    else persons.set(one.rowNumber, [one]);
  }
  return [...persons.values()].map((tranches, position) => {
    const [one] = tranches as [CoverRecord];
    return {
      sequence: first + position,
      name: one.name,
      documentType: one.documentType ?? 'resident_id',
      maskedNumber: one.idMasked,
      tranches: tranches.map(({ shares, startDate, endDate, waitEnd, category }) => ({
        shares,
        start: startDate,
        end: endDate,
        waitEnds: waitEnd,
        category: COVER_CATEGORIES[category],
      })),
    };
  });
}
