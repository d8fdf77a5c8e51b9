import { countFixGroups } from '@huzhu/db/roster/fix-group-rows';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { FixGroupList, fixGroupsInput } from '@huzhu/domain/roster/grouped-fix.schema';
import { offeredFixes } from '@huzhu/domain/roster/offered-fixes';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';
import { plansOf } from './roster-context.ts';

/** A drop-down of written values, not a list of all of them: a column of 10,000 dates would have as many. */
const MOST_VALUES = 20;

/** What can be corrected in one go under a cause, column by column. */
export async function listFixGroups(
  services: Services,
  actor: Actor,
  input: z.infer<typeof fixGroupsInput>,
): Promise<FixGroupList> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, input.number);
    const version = await editableRoster(tx, application);
    const plans = plansOf(application);
    const counted = await countFixGroups(tx, version.id, input.code);
    const groups = [...new Set(counted.map((part) => part.field))].flatMap((name) => {
      const offers = offeredFixes(input.code, name, plans);
      if (offers.length === 0) return [];
      const parts = counted.filter((part) => part.field === name);
      const together = offers.some((offer) => offer.kind !== 'suggested');
      const values = parts.flatMap(({ value, rows }) => (value === null ? [] : [{ value, rows }]));
      return {
        // Nothing is offered for what concerns the whole row.
        field: name as RosterField,
        rows: parts.reduce((sum, part) => sum + part.rows, 0),
        offers: [...offers],
        values: together && parts.length > 1 ? values.slice(0, MOST_VALUES) : [],
      };
    });
    return groups.sort((a, b) => b.rows - a.rows);
  });
}
