import { Readable } from 'node:stream';
import type { DemoTools } from '@huzhu/db/seed/prepare-demo';
import { writeLedger } from '@huzhu/documents/workbook/write-ledger';
import { writeRoster } from '@huzhu/documents/workbook/write-roster';
import { receiveUpload } from '@huzhu/files/receive-upload';
import { createLedgerSealer } from '@huzhu/operations/ledger/import-ledger';
import { createRowSealer } from '@huzhu/operations/person/seal-row';
import type { Services } from '@huzhu/operations/services';
import { blurredScan } from './blurred-scan.ts';

/** What the demo's data is made with: the product's own writers, keys and storage. */
export function demoTools(
  services: Pick<Services, 'storage' | 'fileKeys' | 'idCipherKeys' | 'idHashKeys'>,
  today: DemoTools['today'],
): DemoTools {
  return {
    today,
    seal: createRowSealer(services),
    sealLedger: createLedgerSealer(services),
    writeRoster: (plans, rows) => writeRoster({ plans, rows }),
    writeLedger,
    scan: blurredScan(),
    store: (content) =>
      receiveUpload(services.storage, services.fileKeys, Readable.from([content]), { limitBytes: content.length }),
  };
}
