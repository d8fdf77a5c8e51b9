import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { and, desc, eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { noticeText, plan, planVersion } from './plan.table.ts';

export interface PlanRecord {
  readonly planId: number;
  readonly planVersionId: number;
  readonly version: PlanVersion;
  readonly notice: { readonly id: number; readonly hash: string };
  /** When the version and its text came into this installation. */
  readonly since: { readonly version: Date; readonly notice: Date };
}

/** The versions that may be enrolled in now, newest of each plan, in the seed's order. */
export async function readOfferedPlans(tx: Transaction): Promise<PlanRecord[]> {
  const rows = await tx
    .selectDistinctOn([plan.id], {
      planId: plan.id,
      planVersionId: planVersion.id,
      version: planVersion.data,
      noticeId: noticeText.id,
      noticeHash: noticeText.hash,
      versionSince: planVersion.createdAt,
      noticeSince: noticeText.createdAt,
    })
    .from(plan)
    .innerJoin(planVersion, eq(planVersion.planId, plan.id))
    .innerJoin(noticeText, eq(noticeText.planVersionId, planVersion.id))
    .where(and(eq(planVersion.offered, true)))
    .orderBy(plan.id, desc(planVersion.id), desc(noticeText.id));
  return rows.map(({ noticeId, noticeHash, versionSince, noticeSince, ...rest }) => ({
    ...rest,
    notice: { id: noticeId, hash: noticeHash },
    since: { version: versionSince, notice: noticeSince },
  }));
}
