import { readApplication } from '@huzhu/db/application/read-application';
import type { Database } from '@huzhu/db/connect';
import { countRows } from '@huzhu/db/roster/count-rows';
import { withScope } from '@huzhu/db/scope/with-scope';
import { countPremium } from '@huzhu/operations/application/count-premium';
import { issuePolicy } from '@huzhu/operations/policy/issue-policy';

/**
 * Gives the demo's applications whose cover began the policies that the product would have issued on that day; the worker makes
 * their papers. What has one is left alone, so that a demo of an earlier version gets them too. @returns how many were issued
 */
export async function seedDemoPolicies(owner: Database): Promise<number> {
  const without = await owner.sql<{ id: number }[]>`
    select a.id from application a where a.state in ('in_force', 'expired') and a.effective_date is not null
      and not exists (select 1 from policy p where p.application_id = a.id) order by a.effective_date, a.id`;
  for (const { id } of without) {
    await withScope(owner, { all: true }, async (tx) => {
      const application = await readApplication(tx, { id });
      const { effectiveDate: start, endDate: end, rosterVersionId } = application ?? {};
      if (!application || !start || !end || !rosterVersionId)
        throw new Error(`the demo's application ${id} has no cover`);
      const premium = await countPremium(tx, application, rosterVersionId, start);
      const { rows: headcount } = await countRows(tx, rosterVersionId);
      await issuePolicy(tx, application, { start, end }, { ...premium, headcount }, start);
    });
  }
  return without.length;
}
