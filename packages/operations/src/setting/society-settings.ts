import { recordEvent } from '@huzhu/db/audit/record-event';
import type { Transaction } from '@huzhu/db/connect';
import { withScope } from '@huzhu/db/scope/with-scope';
import { readSocietySettings, writeSocietySettings } from '@huzhu/db/setting/society-settings-store';
import { isSealPicture } from '@huzhu/documents/evidence/seal-picture';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { SaveSealInput, SaveSocietyInput, SocietySettings } from '@huzhu/domain/society/society-settings';
import { type Actor, scopeOf } from '../access/actor.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';

/** 互助会设置: what stands on the society's papers. */
export async function getSociety(services: Services, actor: Actor): Promise<SocietySettings> {
  return withScope(services.db, scopeOf(actor), readSocietySettings);
}

/** Papers that are made from now on say this; those that were issued keep what they said. The seal's picture stays as it is. */
export async function saveSociety(services: Services, actor: Actor, input: SaveSocietyInput): Promise<SocietySettings> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    await once(tx, actor, 'setting.saveSociety', input, async () => {
      const before = await readSocietySettings(tx);
      const { requestId, ...fields } = input;
      const after: SocietySettings = { ...before, ...fields };
      await writeSocietySettings(tx, after);
      const changed = (Object.keys(fields) as (keyof typeof fields)[]).filter(
        (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
      );
      await record(tx, actor, { action: '修改互助会设置', details: { changed }, requestId });
      return null;
    });
    return readSocietySettings(tx);
  });
}

/**
 * Puts a picture in place of the drawn seal, or the drawn one back, on papers that are made from now on.
 * @throws SEAL_PICTURE when it is none that can be printed
 */
export async function saveSeal(services: Services, actor: Actor, input: SaveSealInput): Promise<SocietySettings> {
  const { requestId, picture } = input;
  if (picture !== null && !(await isSealPicture(Buffer.from(picture, 'base64')))) throw new DomainError('SEAL_PICTURE');
  return withScope(services.db, scopeOf(actor), async (tx) => {
    await once(tx, actor, 'setting.saveSeal', input, async () => {
      const { sealPicture: _, ...drawn } = await readSocietySettings(tx);
      await writeSocietySettings(tx, picture === null ? drawn : { ...drawn, sealPicture: picture });
      await record(tx, actor, {
        action: picture === null ? '恢复系统绘制的印章' : '更换印章图片',
        details: {},
        requestId,
      });
      return null;
    });
    return readSocietySettings(tx);
  });
}

function record(
  tx: Transaction,
  actor: Actor,
  event: { action: string; details: Record<string, unknown>; requestId: string },
): Promise<unknown> {
  return recordEvent(tx, {
    ...event,
    subjectType: 'society',
    subjectId: 'settings',
    staffId: actor.staffId,
    staffName: actor.name,
    role: 'society_admin',
    address: actor.address,
  });
}
