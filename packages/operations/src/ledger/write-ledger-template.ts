import { withScope } from '@huzhu/db/scope/with-scope';
import { writeLedgerWorkbook } from '@huzhu/documents/workbook/write-ledger-template';
import { type Actor, scopeOf } from '../access/actor.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';

/** 【下载模板】 of 社保台账. */
export async function writeLedgerTemplate(
  services: Services,
  actor: Actor,
  number: string,
): Promise<{ fileName: string; content: Uint8Array }> {
  const today = await services.clock.today();
  const application = await withScope(services.db, scopeOf(actor), (tx) => loadApplication(tx, number));
  const content = await writeLedgerWorkbook({
    unitName: application.unit.name,
    plans: application.plans.map((line) => line.version),
    month: today.slice(0, 7),
  });
  return { fileName: `社保台账模板_${application.unit.name}_${application.number}.xlsx`, content };
}
