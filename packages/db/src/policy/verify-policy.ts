import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PolicyState } from '@huzhu/domain/policy/policy.schema';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';

export interface VerifiedPolicyRecord {
  readonly number: string;
  readonly unitName: string;
  readonly start: CalendarDate;
  readonly end: CalendarDate;
  readonly state: PolicyState;
  readonly headcount: number;
  readonly documentVersion: number;
  readonly contentHash: string;
  readonly issuedOn: CalendarDate;
}

/** The policy whose paper shows this code, whoever asks: no person and no amount (migration 0010, verify_policy). */
export async function findVerifiedPolicy(tx: Transaction, code: string): Promise<VerifiedPolicyRecord | undefined> {
  const [row] = await tx.execute<Record<string, unknown> & VerifiedPolicyRecord>(sql`
    select number, unit_name as "unitName", start_date::text as start, end_date::text as "end", state, headcount,
      document_version as "documentVersion", content_hash as "contentHash", issued_on::text as "issuedOn"
    from verify_policy(${code})`);
  return row;
}
