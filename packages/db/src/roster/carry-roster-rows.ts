import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';

/**
 * The persons whom a policy covered to its last day, those of its 保全 among them, as the first roster of its renewal: the rows as they
 * were, numbered anew in the order of the list, with the 份 that each held. It stays as it is: what the unit changes is a copy, and
 * joiners and leavers are told by the difference. A few statements however many rows there are.
 * @returns the roster version; undefined when the policy covered nobody to its end
 */
export async function carryRosterRows(
  tx: Transaction,
  renewal: { readonly applicationId: number; readonly unitId: number },
  policy: { readonly id: number; readonly applicationId: number; readonly endDate: string },
): Promise<string | undefined> {
  const [version] = await tx.execute<{ id: string }>(sql`
    insert into roster_version (application_id, unit_id, file_id, file_hash, sheet, date1904, data_rows, published_at, frozen_at)
    select ${renewal.applicationId}, ${renewal.unitId}, v.file_id, v.file_hash, v.sheet, v.date1904, v.data_rows, now(), now()
    from application a join roster_version v on v.id = a.roster_version_id where a.id = ${policy.applicationId}
    returning id`);
  if (!version) return undefined;
  const carried = await tx.execute(sql`
    with source as (
      select ${policy.applicationId}::bigint as application_id, 0 as place
      union all
      select e.application_id, e.sequence from endorsement e
      where e.policy_id = ${policy.id} and e.application_id is not null
    ), held as (
      -- Per person: 份 of all tranches, and the first row that names them.
      select c.person_id, p.code, sum(c.shares)::int as shares, min(source.place::bigint * 10000000 + c.row_number) as at
      from cover c join source on source.application_id = c.application_id join plan p on p.id = c.plan_id
      where c.end_date = ${policy.endDate}::date group by c.person_id, p.code
    ), person_held as (
      select person_id, jsonb_object_agg(code, shares) as shares, min(at) as at from held group by person_id
    ), numbered as (
      select distinct on (h.person_id) h.person_id, h.shares, h.at, c.roster_version_id, c.row_number
      from person_held h
      join cover c on c.person_id = h.person_id
      join source on source.application_id = c.application_id and source.place::bigint * 10000000 + c.row_number = h.at
      order by h.person_id
    )
    insert into roster_row (roster_version_id, row_number, unit_id, name, search_key, document_type, id_cipher, id_hash,
      id_masked, sex, birth_date, phone, shares, hire_date, note, employee_name, ledger_hash, ledger_name, raw_cipher)
    select ${version.id}, 1 + row_number() over (order by n.at), ${renewal.unitId}, r.name, r.search_key, r.document_type,
      r.id_cipher, r.id_hash, r.id_masked, r.sex, r.birth_date, r.phone, n.shares, r.hire_date, r.note, r.employee_name,
      r.ledger_hash, r.ledger_name, r.raw_cipher
    from numbered n join roster_row r on r.roster_version_id = n.roster_version_id and r.row_number = n.row_number
    returning 1`);
  return carried.length > 0 ? version.id : undefined;
}
