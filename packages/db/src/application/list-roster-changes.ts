import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';

export interface RosterChangeRecord {
  readonly kind: 'joined' | 'left' | 'changed';
  readonly rowNumber: number | null;
  readonly name: string;
  readonly idMasked: string;
  readonly before: Readonly<Record<string, number>> | null;
  readonly after: Readonly<Record<string, number>> | null;
}

/** Who joined, left or changed their 份 from one roster to another, by person; the joiners first. */
export async function listRosterChanges(
  tx: Transaction,
  before: string,
  now: string,
  limit: number,
): Promise<RosterChangeRecord[]> {
  const persons = (rosterVersionId: string) => sql`
    select distinct on (id_hash) id_hash, row_number, name, id_masked, shares,
      (select coalesce(string_agg(s.key || '=' || s.value, ',' order by s.key), '')
        from jsonb_each_text(shares) s where s.value <> '0') as chosen
    from roster_row where roster_version_id = ${rosterVersionId}::uuid and state = 'active' and id_hash is not null
    order by id_hash, row_number`;
  const rows = await tx.execute<RosterChangeRecord & Record<string, unknown>>(sql`
    with before as (${persons(before)}), now as (${persons(now)})
    select case when before.id_hash is null then 'joined' when now.id_hash is null then 'left' else 'changed' end as kind,
      now.row_number as "rowNumber", coalesce(now.name, before.name) as name,
      coalesce(now.id_masked, before.id_masked) as "idMasked", before.shares as before, now.shares as after
    from before full join now using (id_hash)
    where before.id_hash is null or now.id_hash is null or before.chosen <> now.chosen
    order by case when before.id_hash is null then 0 when now.id_hash is null then 2 else 1 end, now.row_number, before.row_number
    limit ${limit}`);
  return [...rows];
}

/** The roster that the application was submitted with the time before; undefined at its first submission. */
export async function readLastSubmittedRoster(
  tx: Transaction,
  applicationId: number,
  exceptId: string,
): Promise<string | undefined> {
  const [row] = await tx.execute<{ id: string }>(sql`
    select id from roster_version
    where application_id = ${applicationId} and id <> ${exceptId}::uuid and frozen_at is not null
    order by frozen_at desc limit 1`);
  return row?.id;
}
