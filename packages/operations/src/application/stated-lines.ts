import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { PremiumLine } from '@huzhu/domain/application/premium';

/** The premium as a paper states it: each plan with the version it was applied for. */
export const statedLines = (application: Pick<ApplicationRecord, 'plans'>, lines: readonly PremiumLine[]) =>
  lines.map((line) => ({
    ...line,
    groups: [...line.groups],
    versionLabel: application.plans.find(({ version }) => version.code === line.code)?.version.version ?? '',
  }));
