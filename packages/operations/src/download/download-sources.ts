import { readOfferedPlans } from '@huzhu/db/plan/read-plans';
import { withScope } from '@huzhu/db/scope/with-scope';
import { renderPdf } from '@huzhu/documents/pdf/render-pdf';
import { writeLedgerWorkbook } from '@huzhu/documents/workbook/write-ledger-template';
import { writeRosterTemplate } from '@huzhu/documents/workbook/write-roster-template';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import type { Services } from '../services.ts';
import { demoFiles } from './demo-files.ts';
import { type DownloadSource, firstOf, keyOf } from './download-source.ts';
import { readBuiltGuide } from './read-built-guide.ts';

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
  const month = (await services.clock.today()).slice(0, 7);
  const ledger: DownloadSource = {
    id: 'ledger',
    name: '社保台账模板',
    format: 'xlsx',
    updated: firstOf(month),
    lead: true,
    fileName: '社保台账模板.xlsx',
    // The example in its guidance names the month.
    key: keyOf('ledger', month, ...plans.map(({ version }) => version)),
    make: () => writeLedgerWorkbook({ plans: plans.map(({ version }) => version), month }),
  };
  const others: DownloadSource[] = [];
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
  if (demo) others.push(...demoFiles(plans[0]?.since.version, month));
  const all = [...templates, ledger, ...notices, ...others];
  return [...all.filter((source) => source.lead), ...all.filter((source) => !source.lead)];
}

async function pdf(task: Parameters<typeof renderPdf>[0]): Promise<Uint8Array> {
  return (await renderPdf(task)).content;
}
