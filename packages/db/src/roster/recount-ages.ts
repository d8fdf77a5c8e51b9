import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { recountIssues } from './recount-issues.ts';

/**
 * Judges the ages of all active rows by another first day of cover, when it differs from the day they were last
 * judged by. The rule is AGE_OUT_OF_RANGE of domain/roster/check-row.ts, said once more in SQL because a draft of
 * 100,000 rows that was left for a night must not be decrypted to learn that nobody had a birthday; a test holds the
 * two against each other. `age()` agrees with domain/calendar about 29 February (birthday on 1 March in common years).
 * @returns whether anything had to be judged
 */
export async function recountAges(
  tx: Transaction,
  rosterVersionId: string,
  applicationId: number,
  reference: CalendarDate,
): Promise<boolean> {
  const changed = await tx.execute(sql`
    update roster_version set reference_date = ${reference}::date
    where id = ${rosterVersionId} and reference_date is distinct from ${reference}::date
    returning id`);
  if (changed.length === 0) return false;
  await tx.execute(sql`
    delete from row_issue where roster_version_id = ${rosterVersionId} and code = 'AGE_OUT_OF_RANGE'`);
  await tx.execute(sql`
    insert into row_issue (roster_version_id, row_number, unit_id, code, severity, field, plan_code, details)
    select row.roster_version_id, row.row_number, row.unit_id, 'AGE_OUT_OF_RANGE', 'error', 'birthDate', plan.code,
           jsonb_build_object('reference', ${reference}::text, 'age', of_row.age, 'plan', version.data->>'name',
                              'min', (version.data->'age'->>'min')::int, 'max', (version.data->'age'->>'max')::int)
    from roster_row row
    cross join lateral (select extract(year from age(${reference}::date, row.birth_date))::int as age) of_row
    join application_plan line on line.application_id = ${applicationId}
    join plan on plan.id = line.plan_id
    join plan_version version on version.id = line.plan_version_id
    where row.roster_version_id = ${rosterVersionId} and row.state = 'active' and row.birth_date is not null
      -- Where 份 could not be read (no key) the rule judges the age all the same; 0 is not enrolled.
      and coalesce((row.shares->>plan.code)::int, 1) > 0
      and (of_row.age < (version.data->'age'->>'min')::int or of_row.age > (version.data->'age'->>'max')::int)`);
  await recountIssues(tx, rosterVersionId);
  return true;
}
