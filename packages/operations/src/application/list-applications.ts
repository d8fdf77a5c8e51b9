import { countByState, listApplications as readList } from '@huzhu/db/application/list-applications';
import { withScope } from '@huzhu/db/scope/with-scope';
import {
  type ApplicationKind,
  type ApplicationList,
  type ApplicationListName,
  EXPIRY_NOTICE_DAYS,
  LIST_TABS,
  type listApplicationsInput,
} from '@huzhu/domain/application/application.schema';
import {
  APPLICATION_STATES,
  type ApplicationState,
  TURN_OF,
  type Turn,
} from '@huzhu/domain/application/application-state';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { viewListItem } from './view-list-item.ts';

/** What stands in each of the two lists. */
export const KINDS_OF: Readonly<Record<ApplicationListName, readonly ApplicationKind[]>> = {
  enrolment: ['enrolment', 'renewal'],
  supplement: ['supplement'],
};

type Tab = (typeof LIST_TABS)[number];

/** 参保申请 or 补充进度查询: one page of the list, and the counts of all tabs. */
export async function listApplications(
  services: Services,
  actor: Actor,
  input: z.infer<typeof listApplicationsInput>,
): Promise<ApplicationList> {
  const yours = statesOfTurn(actor);
  const statesOf = (tab: Tab): readonly ApplicationState[] | undefined =>
    tab === 'all' ? undefined : tab === 'mine' ? yours : [tab];
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const tabStates = statesOf(input.tab);
    const states = input.state ? (tabStates ?? [input.state]).filter((state) => state === input.state) : tabStates;
    const { rows, total } = await readList(
      tx,
      {
        yours,
        kinds: KINDS_OF[input.list],
        query: input.query,
        sort: input.sort,
        ...(states ? { states } : {}),
        ...(input.unitCode ? { unitCode: input.unitCode } : {}),
        ...(input.plan ? { plan: input.plan } : {}),
        ...(input.from ? { from: input.from } : {}),
        ...(input.to ? { to: input.to } : {}),
        ...(input.leading ? { leading: input.leading } : {}),
        ...(input.expiring ? { ending: { from: today, to: addDays(today, EXPIRY_NOTICE_DAYS) } } : {}),
      },
      { limit: input.pageSize, offset: (input.page - 1) * input.pageSize },
    );
    const byState = await countByState(tx, KINDS_OF[input.list]);
    const sum = (states: readonly ApplicationState[]) => states.reduce((n, state) => n + (byState.get(state) ?? 0), 0);
    const all = Object.keys(APPLICATION_STATES) as ApplicationState[];
    return {
      total,
      counts: Object.fromEntries(LIST_TABS.map((tab) => [tab, sum(statesOf(tab) ?? all)])) as Record<Tab, number>,
      items: rows.map((row) => viewListItem(row, yours, today)),
    };
  });
}

/** The states in which it is this account's turn. */
export function statesOfTurn(actor: Actor): ApplicationState[] {
  const turns = new Set<Turn>();
  for (const role of actor.roles) {
    if (role === 'operator' || role === 'manager') turns.add('unit');
    if (role === 'reviewer' || role === 'finance' || role === 'society_admin') turns.add(role);
  }
  return (Object.keys(TURN_OF) as ApplicationState[]).filter((state) => turns.has(TURN_OF[state]));
}
