import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { sql } from 'drizzle-orm';
import { likeLiteral } from '../column/like-literal.ts';
import type { Transaction } from '../connect.ts';

export interface AuditRow {
  readonly id: number;
  readonly at: string;
  readonly staffName: string;
  readonly role: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reason: string | null;
}

/** The audit log of all units, newest first, without details and addresses. Needs withScope({ queueDesk: true }). */
export async function readAuditPage(
  tx: Transaction,
  filter: {
    readonly from?: CalendarDate | undefined;
    readonly to?: CalendarDate | undefined;
    readonly person: string;
    readonly action: string;
    readonly before: number | null;
    readonly limit: number;
  },
): Promise<AuditRow[]> {
  const like = (text: string) => `%${likeLiteral(text)}%`;
  const midnight = (day: CalendarDate) => sql`(${day}::date)::timestamp at time zone 'Asia/Shanghai'`;
  const rows = await tx.execute<AuditRow & Record<string, unknown>>(sql`
    select id::float8 as id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      staff_name as "staffName", role, action, subject_type as "subjectType", subject_id as "subjectId", reason
    from queue_desk_audit
    where ${filter.before ? sql`id < ${filter.before}` : sql`true`}
      and ${filter.from ? sql`at >= ${midnight(filter.from)}` : sql`true`}
      and ${filter.to ? sql`at < ${midnight(filter.to)} + interval '1 day'` : sql`true`}
      and ${filter.person ? sql`staff_name ilike ${like(filter.person)}` : sql`true`}
      and ${filter.action ? sql`action ilike ${like(filter.action)}` : sql`true`}
    order by id desc limit ${filter.limit}`);
  return [...rows];
}
