import { recordEvent } from '@huzhu/db/audit/record-event';
import { withScope } from '@huzhu/db/scope/with-scope';
import { readSocietySettings, writeSocietySettings } from '@huzhu/db/setting/society-settings-store';
import type { SaveSocietyInput, SocietySettings, SocietyView } from '@huzhu/domain/society/society-settings';
import { type Actor, scopeOf } from '../access/actor.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';

/** 互助会设置: what stands on the society's papers. */
export async function getSociety(services: Services, actor: Actor): Promise<SocietyView> {
  return withScope(services.db, scopeOf(actor), async (tx) => view(await readSocietySettings(tx)));
}

/** Papers that are made from now on say this; those that were issued keep what they said. The seal's picture stays as it is. */
export async function saveSociety(services: Services, actor: Actor, input: SaveSocietyInput): Promise<SocietyView> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    await once(tx, actor, 'setting.saveSociety', input, async () => {
      const before = await readSocietySettings(tx);
      const { requestId, ...fields } = input;
      const after: SocietySettings = { ...before, ...fields };
      await writeSocietySettings(tx, after);
      const changed = (Object.keys(fields) as (keyof typeof fields)[]).filter(
        (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
      );
      await recordEvent(tx, {
        action: '修改互助会设置',
        subjectType: 'society',
        subjectId: 'settings',
        details: { changed },
        staffId: actor.staffId,
        staffName: actor.name,
        role: 'society_admin',
        address: actor.address,
        requestId,
      });
      return null;
    });
    return view(await readSocietySettings(tx));
  });
}

const view = ({ sealPicture, ...settings }: SocietySettings): SocietyView => ({
  ...settings,
  hasSealPicture: sealPicture !== undefined,
});
