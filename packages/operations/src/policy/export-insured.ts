import { readAllCoverOf } from '@huzhu/db/cover/read-cover';
import { withScope } from '@huzhu/db/scope/with-scope';
import { writeTable } from '@huzhu/documents/workbook/write-table';
import { COVER_STATES, type CoverLine } from '@huzhu/domain/policy/policy.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import type { Services } from '../services.ts';
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
  { header: '状态', width: 12 },
] as const;

/** 【导出】 of 参保人员名单: all of it, with masked numbers; it leaves an event. @throws NOT_FOUND */
export async function exportInsured(
  services: Services,
  actor: Actor,
  number: string,
): Promise<{ fileName: string; content: Uint8Array }> {
  const cover = await withScope(services.db, scopeOf(actor), async (tx) => {
    const { applicationId, applicationNumber, unitId } = await loadPolicy(tx, number);
    const all = await readAllCoverOf(tx, applicationId);
    await recordApplicationEvent(
      tx,
      actor,
      { number: applicationNumber, unitId },
      { action: '导出参保人员名单', details: { persons: all.length } },
    );
    return all;
  });
  const content = await writeTable({
    sheet: '参保人员名单',
    columns: COLUMNS,
    rows: cover.map((each) => cellsOf(viewCover(each))),
  });
  return { fileName: `参保人员名单_${number}.xlsx`, content };
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
  COVER_STATES[line.state],
];
