import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { demoRoster, demoRosterLedger } from './demo-roster.ts';
import { type DownloadSource, firstOf, keyOf } from './download-source.ts';

/** A roster that meets everything an office meets, and the 社保台账 beside it. */
export function demoFiles(since: Date | undefined, month: string): DownloadSource[] {
  const format = 'xlsx';
  return [
    {
      id: 'demo-roster',
      name: '演示名单（含各种问题）',
      format,
      updated: shanghaiDate(since ?? new Date(0)),
      lead: true,
      fileName: '演示名单.xlsx',
      key: keyOf('demo-roster'),
      make: demoRoster,
    },
    {
      id: 'demo-ledger',
      name: '演示社保台账',
      format,
      updated: firstOf(month),
      lead: true,
      fileName: '演示社保台账.xlsx',
      key: keyOf('demo-ledger', month),
      make: () => demoRosterLedger(month),
    },
  ];
}
