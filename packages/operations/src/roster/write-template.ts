import { withScope } from '@huzhu/db/scope/with-scope';
import { writeRosterTemplate } from '@huzhu/documents/workbook/write-roster-template';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type Actor, scopeOf } from '../access/actor.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';

/** 【下载模板】 of 参保名单, made for the plans of this application. */
export async function writeTemplate(
  services: Services,
  actor: Actor,
  number: string,
): Promise<{ fileName: string; content: Uint8Array }> {
  const application = await withScope(services.db, scopeOf(actor), (tx) => loadApplication(tx, number));
  if (application.plans.length === 0) throw new DomainError('INPUT_INVALID');
  const content = await writeRosterTemplate({
    unitName: application.unit.name,
    plans: application.plans.map((line) => line.version),
  });
  return { fileName: `参保名单模板_${application.unit.name}_${application.number}.xlsx`, content };
}
