import type { Transaction } from '@huzhu/db/connect';
import { type CoverOf, streamAllCoverOf } from '@huzhu/db/cover/read-cover';
import { withScope } from '@huzhu/db/scope/with-scope';
import { writeTable } from '@huzhu/documents/workbook/write-table';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { COVER_CATEGORIES, COVER_STATES, type CoverLine } from '@huzhu/domain/policy/policy.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import type { Services } from '../services.ts';
import { loadEndorsement } from './load-endorsement.ts';
import { loadPolicy } from './load-policy.ts';
import { viewCover } from './view-policy.ts';

const COLUMNS = [
  { header: '姓名', width: 16 },
  { header: '证件类型', width: 22 },
  { header: '证件号码', width: 24, form: 'text' },
  { header: '保障计划', width: 22 },
  { header: '份数', width: 8 },
  { header: '保障起日', width: 14, form: 'text' },
  { header: '保障止日（含当日）', width: 20, form: 'text' },
  { header: '免责期满（含当日）', width: 20, form: 'text' },
  { header: '类别', width: 8 },
  { header: '状态', width: 12 },
] as const;

type Workbook = { fileName: string; content: Uint8Array };

/** 【导出】 of 参保人员名单: all of it, with masked numbers; it leaves an event. @throws NOT_FOUND */
export async function exportInsured(services: Services, actor: Actor, number: string): Promise<Workbook> {
  return exportCover(services, actor, `参保人员名单_${number}.xlsx`, async (tx) => {
    const policy = await loadPolicy(tx, number);
    return { of: { policy }, subject: { number: policy.applicationNumber, unitId: policy.unitId } };
  });
}

/** 【导出】 of the persons that a 保全 added, likewise. @throws NOT_FOUND */
export async function exportEndorsed(services: Services, actor: Actor, number: string): Promise<Workbook> {
  return exportCover(services, actor, `新增参保人员名单_${number}.xlsx`, async (tx) => {
    const { applicationId, applicationNumber, unitId } = await loadEndorsement(tx, number);
    if (applicationId === null || applicationNumber === null) throw new DomainError('NOT_FOUND');
    return { of: { applicationId }, subject: { number: applicationNumber, unitId } };
  });
}

async function exportCover(
  services: Services,
  actor: Actor,
  fileName: string,
  find: (tx: Transaction) => Promise<{ of: CoverOf; subject: { number: string; unitId: number } }>,
): Promise<Workbook> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const { of, subject } = await find(tx);
    let persons = 0;
    const rows = async function* () {
      for await (const batch of streamAllCoverOf(tx, of)) {
        persons += batch.length;
        yield* batch.map((each) => cellsOf(viewCover(each)));
      }
    };
    // In the transaction, because its cursor feeds the workbook, and whole before anything is sent: a reader who takes minutes must not
    // hold a connection of the pool, and what fails halfway is told as an error. 100,000 lines are 5 MB zipped.
    const content = await writeTable({ sheet: '参保人员名单', columns: COLUMNS, rows: rows() });
    await recordApplicationEvent(tx, actor, subject, { action: '导出参保人员名单', details: { persons } });
    return { fileName, content };
  });
}

const cellsOf = (line: CoverLine) => [
  line.name,
  line.documentType,
  line.idMasked,
  line.planName,
  line.shares,
  line.start,
  line.end,
  line.waitEnd ?? '—',
  COVER_CATEGORIES[line.category],
  COVER_STATES[line.state],
];
