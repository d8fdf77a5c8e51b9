import { createHash } from 'node:crypto';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { PLAN_SEED } from '@huzhu/domain/plan/plan-seed';
import type { Database } from '../connect.ts';

/**
 * Puts the seed's plans, their version and their 告知书 into the database; what is there already stays as it is
 * (an application is bound to its version, an acceptance to the hash of its text). As owner.
 */
export async function seedPlans(db: Database): Promise<{ plans: number; versions: number; notices: number }> {
  return db.sql.begin(async (sql) => {
    const added = { plans: 0, versions: 0, notices: 0 };
    for (const plan of PLAN_SEED) {
      const plans = await sql`insert into plan (code) values (${plan.code}) on conflict (code) do nothing returning id`;
      const versions = await sql`
        insert into plan_version (plan_id, label, data)
        select id, ${plan.version}, ${JSON.stringify(plan)}::text::jsonb from plan where code = ${plan.code}
        on conflict (plan_id, label) do nothing returning id`;
      const notices = await sql`
        insert into notice_text (plan_version_id, number, revision, body, hash)
        select v.id, ${plan.notice.number}, ${plan.notice.revision}, ${JSON.stringify(plan.notice)}::text::jsonb,
          ${noticeHash(plan.notice)}
        from plan_version v join plan p on p.id = v.plan_id where p.code = ${plan.code} and v.label = ${plan.version}
        on conflict (plan_version_id, hash) do nothing returning id`;
      added.plans += plans.length;
      added.versions += versions.length;
      added.notices += notices.length;
    }
    return added;
  });
}

/** SHA-256, hex, of the notice as JSON with sorted keys: an acceptance names the text by it. */
export function noticeHash(notice: PlanVersion['notice']): string {
  return createHash('sha256').update(canonicalJson(notice)).digest('hex');
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}
