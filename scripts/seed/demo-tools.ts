import { Readable } from 'node:stream';
import type { DemoTools } from '@huzhu/db/seed/prepare-demo';
import { writeLedger } from '@huzhu/documents/workbook/write-ledger';
import { writeRoster } from '@huzhu/documents/workbook/write-roster';
import { receiveUpload } from '@huzhu/files/receive-upload';
import { createLedgerSealer } from '@huzhu/operations/ledger/import-ledger';
import { createRowSealer } from '@huzhu/operations/roster/seal-row';
import type { Services } from '@huzhu/operations/services';
import { blurredScan } from './blurred-scan.ts';

/** What the demo's data is made with: the product's own writers, keys and storage. */
export function demoTools(
  services: Pick<Services, 'storage' | 'fileKeys' | 'idCipherKeys' | 'idHashKeys'>,
  today: DemoTools['today'],
): DemoTools {
  const store = async (content: Buffer) => {
    const source = Readable.from([content]);
    return receiveUpload(services.storage, services.fileKeys, source, { limitBytes: content.length });
  };
  return {
    today,
    seal: createRowSealer(services),
    sealLedger: createLedgerSealer(services),
    storeRoster: async (plans, rows) => store(await writeRoster({ plans, rows })),
    storeLedger: async (rows) => store(await writeLedger(rows)),
    storeEvidence: async () => ({ ...(await store(blurredScan())), name: '入职证明.png', contentType: 'image/png' }),
  };
}
