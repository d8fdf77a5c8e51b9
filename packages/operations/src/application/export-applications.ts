import { writeTable } from '@huzhu/documents/workbook/write-table';
import {
  APPLICATION_KINDS,
  type ApplicationList,
  type listApplicationsInput,
} from '@huzhu/domain/application/application.schema';
import { APPLICATION_STATES } from '@huzhu/domain/application/application-state';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { allPages } from './export-pages.ts';
import { listApplications } from './list-applications.ts';

const COLUMNS = [
  { header: '申请编号', width: 22, form: 'text' },
  { header: '参保单位', width: 40 },
  { header: '保障计划', width: 34 },
  { header: '状态', width: 12 },
  { header: '人数', width: 10 },
  { header: '金额（元）', width: 16, form: 'money' },
  { header: '保障起日', width: 14, form: 'text' },
  { header: '保障止日（含当日）', width: 20, form: 'text' },
  { header: '录入日期', width: 14, form: 'text' },
  { header: '提交日期', width: 14, form: 'text' },
  { header: '类别', width: 12 },
  { header: '原保单号', width: 22, form: 'text' },
] as const;

/** 【导出】: all that the filters find, in the list's order. */
export async function exportApplications(
  services: Services,
  actor: Actor,
  filters: Omit<z.infer<typeof listApplicationsInput>, 'page' | 'pageSize'>,
): Promise<{ fileName: string; content: Uint8Array }> {
  const items = await allPages((page) => listApplications(services, actor, { ...filters, ...page }));
  const sheet = APPLICATION_KINDS[filters.list];
  const content = await writeTable({ sheet, columns: COLUMNS, rows: items.map(cellsOf) });
  return { fileName: `${sheet}_${await services.clock.today()}.xlsx`, content };
}

const cellsOf = (item: ApplicationList['items'][number]) => [
  item.number,
  item.unitName,
  item.planNames.join('、'),
  APPLICATION_STATES[item.state],
  item.headcount,
  item.premiumFen === null ? null : item.premiumFen / 100,
  item.start,
  item.end,
  shanghaiDate(new Date(item.createdAt)),
  item.submittedAt && shanghaiDate(new Date(item.submittedAt)),
  APPLICATION_KINDS[item.kind],
  item.parentNumber,
];
