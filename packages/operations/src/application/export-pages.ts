import { DomainError } from '@huzhu/domain/error/domain-error';

const PAGE = 100;
/** More is a report and not a list that somebody reads. */
const MOST_ROWS = 5_000;

/** All pages of a list, for 导出. @throws EXPORT_TOO_LARGE: a cut list would look like a whole one */
export async function allPages<Item>(
  read: (page: {
    page: number;
    pageSize: number;
  }) => Promise<{ readonly total: number; readonly items: readonly Item[] }>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let page = 1; items.length < MOST_ROWS; page += 1) {
    const part = await read({ page, pageSize: PAGE });
    if (part.total > MOST_ROWS) throw new DomainError('EXPORT_TOO_LARGE', { rows: part.total, most: MOST_ROWS });
    items.push(...part.items);
    if (part.items.length < PAGE) break;
  }
  return items;
}
