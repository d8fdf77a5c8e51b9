import { readDeletedDrafts } from '@huzhu/db/application/read-deleted-drafts';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DELETED_DRAFT_DAYS, type deletedDraft } from '@huzhu/domain/application/application.schema';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import type { z } from 'zod';
import { type Actor, mayActFor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';

/** 最近删除: the drafts that the account may still have back, the last deleted first. */
export async function listDeletedDrafts(services: Services, actor: Actor): Promise<z.infer<typeof deletedDraft>[]> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const drafts = await readDeletedDrafts(tx, DELETED_DRAFT_DAYS);
    return drafts
      .filter((draft) => mayActFor(actor, draft.unitId))
      .map((draft) => ({
        number: draft.number,
        version: draft.version,
        unitName: draft.unitName,
        deletedAt: draft.deletedAt.toISOString(),
        until: addDays(shanghaiDate(draft.deletedAt), DELETED_DRAFT_DAYS),
      }));
  });
}
