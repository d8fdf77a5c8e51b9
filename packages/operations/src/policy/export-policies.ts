import { writeTable } from '@huzhu/documents/workbook/write-table';
import { type listPoliciesInput, POLICY_STATES, type PolicyListItem } from '@huzhu/domain/policy/policy.schema';
import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { allPages } from '../application/export-pages.ts';
import type { Services } from '../services.ts';
import { listPolicies } from './list-policies.ts';

const COLUMNS = [
  { header: '保单号', width: 22, form: 'text' },
  { header: '参保单位', width: 40 },
  { header: '保障计划', width: 34 },
  { header: '状态', width: 12 },
  { header: '保障起日', width: 14, form: 'text' },
  { header: '保障止日（含当日）', width: 20, form: 'text' },
  { header: '人数', width: 10 },
  { header: '份数', width: 10 },
  { header: '金额（元）', width: 16, form: 'money' },
  { header: '申请编号', width: 22, form: 'text' },
] as const;

/** 【导出】 of 单位保单查询: all that the filters find, in the list's order. */
export async function exportPolicies(
  services: Services,
  actor: Actor,
  filters: Omit<z.infer<typeof listPoliciesInput>, 'page' | 'pageSize'>,
): Promise<{ fileName: string; content: Uint8Array }> {
  const items = await allPages((page) => listPolicies(services, actor, { ...filters, ...page }));
  const content = await writeTable({ sheet: '单位保单', columns: COLUMNS, rows: items.map(cellsOf) });
  return { fileName: `单位保单_${await services.clock.today()}.xlsx`, content };
}

const cellsOf = (item: PolicyListItem) => [
  item.number,
  item.unitName,
  item.planNames.join('、'),
  POLICY_STATES[item.state],
  item.start,
  item.end,
  item.headcount,
  item.shares,
  item.premiumFen / 100,
  item.applicationNumber,
];
