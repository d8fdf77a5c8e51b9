import type { PolicyFigures } from '@huzhu/db/policy/read-policies';

/** What a policy, or a plan of it, insures now: its own row and its 保全. */
export const figuresNow = (of: PolicyFigures & { readonly endorsed: PolicyFigures }): PolicyFigures => ({
  headcount: of.headcount + of.endorsed.headcount,
  shares: of.shares + of.endorsed.shares,
  premiumFen: of.premiumFen + of.endorsed.premiumFen,
});
