import { type AuditRow, readAuditPage } from '@huzhu/db/audit/read-audit-page';
import { withScope } from '@huzhu/db/scope/with-scope';
import { ROLE_NAMES } from '@huzhu/domain/access/role';
import type { AuditListEntry, listAuditInput } from '@huzhu/domain/audit/audit.schema';
import { WORK_QUEUES } from '@huzhu/domain/queue-desk/job-kinds';
import { jobReference } from '@huzhu/jobs/define-job';
import type { z } from 'zod';
import type { Services } from '../services.ts';

const PAGE = 50;

/** 操作记录 for the system administrator, newest first, page by page. */
export async function listAudit(
  services: Services,
  input: z.infer<typeof listAuditInput>,
): Promise<{ entries: AuditListEntry[]; next: number | null }> {
  const { cursor, direction: _, ...filter } = input;
  const rows = await withScope(services.db, { queueDesk: true }, (tx) =>
    readAuditPage(tx, { ...filter, before: cursor ?? null, limit: PAGE + 1 }),
  );
  const shown = rows.slice(0, PAGE);
  return { entries: shown.map(viewEntry), next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
}

function viewEntry(row: AuditRow): AuditListEntry {
  return {
    id: row.id,
    at: row.at,
    personName: row.staffName,
    roleName: ROLE_NAMES[row.role as keyof typeof ROLE_NAMES] ?? '系统',
    action: row.action,
    subject: subjectOf(row),
    reason: row.reason,
  };
}

const REFUSED: Readonly<Record<string, string>> = {
  FORBIDDEN: '越权的请求',
  NOT_FOUND: '不存在或不归其单位的内容',
  OWN_WORK: '自己经手的业务',
};

function subjectOf({ subjectType, subjectId }: AuditRow): string {
  // Edits of one are of another type, so that they do not fill its timeline.
  if (subjectType.startsWith('application')) return `申请 ${subjectId}`;
  if (subjectType === 'person_search') return subjectId === 'number' ? '按证件号码' : '按姓名、拼音或手机号';
  if (subjectType === 'queue') return `队列 ${WORK_QUEUES[subjectId as keyof typeof WORK_QUEUES]?.label ?? subjectId}`;
  // `<account> <code>` (record-refusal-event.ts).
  if (subjectType === 'refused_request') return REFUSED[subjectId.split(' ')[1] ?? ''] ?? '不能办理的请求';
  // An entry of the queue's own bears the job's id within its own.
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(subjectId)?.[0];
  return subjectType === 'job' && id ? `任务 ${jobReference(id)}` : subjectId;
}
