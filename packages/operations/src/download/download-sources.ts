import { createHash } from 'node:crypto';
import { readOfferedPlans } from '@huzhu/db/plan/read-plans';
import { withScope } from '@huzhu/db/scope/with-scope';
import { renderPdf } from '@huzhu/documents/pdf/render-pdf';
import { writeLedgerWorkbook } from '@huzhu/documents/workbook/write-ledger-template';
import { writeRosterTemplate } from '@huzhu/documents/workbook/write-roster-template';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { DownloadEntry } from '@huzhu/domain/download/download.schema';
import type { Services } from '../services.ts';
import { demoRoster } from './demo-roster.ts';
import { readBuiltGuide } from './read-built-guide.ts';

/** Counts up when a writer changes, so that what was made before is made again. */
const EDITION = 2;

export interface DownloadSource extends Omit<DownloadEntry, 'size'> {
  readonly fileName: string;
  /** SHA-256, hex, of everything the content depends on. */
  readonly key: string;
  readonly make: () => Promise<Uint8Array>;
}

/** All that 资料下载 offers, leads first. A new file is one entry here. */
export async function downloadSources(services: Services, demo: boolean): Promise<DownloadSource[]> {
  const plans = await withScope(services.db, { unitIds: [] }, readOfferedPlans);
  const guide = await readBuiltGuide(services.webDir);
  const templates = plans.map(({ version, since }): DownloadSource => {
    const name = `参保名单模板（${version.shortName}）`;
    return {
      id: `roster-${version.code.toLowerCase()}`,
      name,
      format: 'xlsx',
      updated: shanghaiDate(since.version),
      lead: !version.example,
      fileName: `${name}.xlsx`,
      key: keyOf('roster', version),
      make: () => writeRosterTemplate({ plans: [version] }),
    };
  });
  const notices = plans.map(({ version, notice, since }): DownloadSource => {
    const name = `${version.name}告知书${version.version && `（${version.version}）`}`;
    const dated = shanghaiDate(since.notice);
    return {
      id: `notice-${version.code.toLowerCase()}`,
      name,
      format: 'pdf',
      updated: dated,
      lead: !version.example,
      fileName: `${name}.pdf`,
      key: keyOf('notice', version, notice.hash, dated),
      make: () => pdf({ kind: 'notice', plan: version, hash: notice.hash, dated }),
    };
  });
  const others: DownloadSource[] = [ledgerSource(plans[0]?.since.version)];
  if (guide) {
    others.push({
      id: 'guide',
      name: '参保流程操作指引',
      format: 'pdf',
      updated: guide.updated,
      lead: true,
      fileName: '参保流程操作指引.pdf',
      key: keyOf('guide', guide.hash),
      make: async () =>
        pdf({ kind: 'guide', chapters: guide.chapters, pictures: await guide.pictures(), dated: guide.updated }),
    });
  }
  if (demo) others.push(demoSource(plans[0]?.since.version));
  const all = [...templates, ...notices, ...others];
  return [...all.filter((source) => source.lead), ...all.filter((source) => !source.lead)];
}

/** Without plans and unit; the one beside 【上传社保台账】 is made for the application. */
function ledgerSource(since: Date | undefined): DownloadSource {
  const month = shanghaiDate(new Date()).slice(0, 7);
  return {
    id: 'ledger',
    name: '社保台账模板',
    format: 'xlsx',
    updated: shanghaiDate(since ?? new Date(0)),
    lead: true,
    fileName: '社保台账模板.xlsx',
    key: keyOf('ledger', month),
    make: () => writeLedgerWorkbook({ plans: [], month }),
  };
}

function demoSource(since: Date | undefined): DownloadSource {
  const updated: CalendarDate = shanghaiDate(since ?? new Date(0));
  return {
    id: 'demo-roster',
    name: '演示名单（含各种问题）',
    format: 'xlsx',
    updated,
    lead: true,
    fileName: '演示名单.xlsx',
    key: keyOf('demo-roster'),
    make: demoRoster,
  };
}

async function pdf(task: Parameters<typeof renderPdf>[0]): Promise<Uint8Array> {
  return (await renderPdf(task)).content;
}

function keyOf(...parts: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([EDITION, ...parts]))
    .digest('hex');
}
