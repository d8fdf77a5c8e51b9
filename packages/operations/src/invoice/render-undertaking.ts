import { readUndertaking, setUndertakingFile, type UndertakingRecord } from '@huzhu/db/invoice/undertaking-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { readSocietySettings } from '@huzhu/db/setting/society-settings-store';
import { INVOICE_TYPES } from '@huzhu/domain/invoice/invoice.schema';
import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import { keepDocument } from '../document/keep-document.ts';
import type { Services } from '../services.ts';

/** Makes the PDF of a 提前开票承诺书 from what was frozen when it was filled in. May be run again: the first file counts. */
export async function renderUndertaking(services: Services, undertakingId: number): Promise<void> {
  const { found, society } = await withScope(services.db, { all: true }, async (tx) => ({
    found: await readUndertaking(tx, undertakingId),
    society: await readSocietySettings(tx),
  }));
  if (!found || found.fileId) return;
  await keepDocument(services, {
    task: taskOf(found, society),
    name: `提前开票承诺书 ${found.number}.pdf`,
    kind: 'undertaking-form',
    unitId: found.unitId,
    wanted: async (tx) => {
      const now = await readUndertaking(tx, undertakingId, { lock: true });
      return now !== undefined && !now.fileId;
    },
    keep: (tx, fileId) => setUndertakingFile(tx, undertakingId, fileId),
  });
}

function taskOf({ content, contentHash }: UndertakingRecord, society: SocietySettings) {
  const { number, version, filledOn, invoice, ...facts } = content;
  return {
    ...facts,
    kind: 'undertaking',
    document: { number, version, dated: filledOn, hash: contentHash, qr: number, sample: !society.approved },
    society,
    invoice: { ...invoice, type: INVOICE_TYPES[invoice.type] },
  } as const;
}
