import { createHash } from 'node:crypto';
import type { Database } from '@huzhu/db/connect';
import { createIdHasher } from '@huzhu/db/crypto/id-hash';
import type { KeyRing } from '@huzhu/db/crypto/key-ring';
import { personKey } from '@huzhu/domain/person/identity';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';

const FIRST_SHEET_ROW = 2;

function digestOf(pairs: Iterable<readonly [row: number, hash: string]>): string {
  const digest = createHash('sha256');
  for (const [row, hash] of pairs) digest.update(`${row} ${hash}\n`);
  return digest.digest('hex');
}

/** What a file of generateRoster says, computed from the persons that were written into it: sorted (row, key of the person). */
export function digestOfFile(keys: KeyRing, from: number, rows: number): string {
  const hash = createIdHasher(keys);
  return digestOf(
    Array.from({ length: rows }, (_, position) => {
      const key = personKey('resident_id', syntheticPerson(from + position).idNumber);
      return [position + FIRST_SHEET_ROW, Buffer.from(hash(key)).toString('hex')] as const;
    }),
  );
}

/** Makes every publication of a roster leave a line, so that a second one cannot hide behind the first. */
export async function notePublications(owner: Database): Promise<void> {
  await owner.sql.unsafe(`
    create table publication (roster_version_id uuid not null);
    create function note_publication() returns trigger language plpgsql security definer as $$
      begin insert into publication values (new.id); return null; end $$;
    create trigger note_publication after update on roster_version for each row
      when (new.published_at is distinct from old.published_at) execute function note_publication();`);
}

export interface RosterFacts {
  /** Of the roster that counts, as digestOfFile. */
  readonly digest: string;
  readonly rows: number;
  readonly publications: number;
  readonly versions: number;
  readonly jobs: number;
  readonly attempts: number;
  /** Rows of versions that do not count. */
  readonly left: number;
}

/** What stands in the database for an application; needs notePublications. */
export async function rosterFacts(owner: Database, number: string): Promise<RosterFacts> {
  const { sql } = owner;
  const rows = await sql<{ row: number; hash: string }[]>`
    select r.row_number as row, encode(r.id_hash, 'hex') as hash
    from application a join roster_row r on r.roster_version_id = a.roster_version_id
    where a.number = ${number} order by r.row_number`;
  const [facts] = await sql<Omit<RosterFacts, 'digest' | 'rows'>[]>`
    select
      (select count(*)::int from publication p join roster_version v on v.id = p.roster_version_id
        where v.application_id = a.id) as publications,
      (select count(*)::int from roster_version v where v.application_id = a.id) as versions,
      (select count(*)::int from roster_version v join job j on j.subject_id = v.id::text
        where v.application_id = a.id) as jobs,
      (select coalesce(max(j.attempts), 0)::int from roster_version v join job j on j.subject_id = v.id::text
        where v.application_id = a.id) as attempts,
      (select count(*)::int from roster_row r join roster_version v on v.id = r.roster_version_id
        where v.application_id = a.id and v.id is distinct from a.roster_version_id) as left
    from application a where a.number = ${number}`;
  if (!facts) throw new Error(`no application ${number}`);
  return { digest: digestOf(rows.map(({ row, hash }) => [row, hash] as const)), rows: rows.length, ...facts };
}
