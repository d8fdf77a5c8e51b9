import { type ApplicationList, LIST_TABS } from '@huzhu/domain/application/application.schema';
import { APPLICATION_STATES } from '@huzhu/domain/application/application-state';
import { Link } from '@tanstack/react-router';
import { useLayout } from '../ui/layout.ts';
import type { ListPath } from './kind-words.ts';
import type { ListSearch } from './list-search.ts';

export type ListTab = (typeof LIST_TABS)[number];

export function tabLabel(tab: ListTab): string {
  if (tab === 'all') return '全部';
  return tab === 'mine' ? '该您办理' : APPLICATION_STATES[tab];
}

/** Tabs with counts, in the URL. On a phone the empty ones are left out, so that nothing scrolls sideways. */
export function ListTabs({
  path,
  search,
  tab,
  counts,
}: {
  path: ListPath;
  search: ListSearch;
  tab: ListTab;
  counts: ApplicationList['counts'] | undefined;
}) {
  const { cards } = useLayout();
  const shown = LIST_TABS.filter(
    (name) => !cards || name === 'all' || name === 'mine' || name === tab || (counts?.[name] ?? 0) > 0,
  );
  return (
    <nav className="list-tabs" aria-label="按状态">
      {shown.map((name) => (
        <Link
          key={name}
          to={path}
          search={{
            ...search,
            tab: name === 'all' ? undefined : name,
            page: undefined,
            state: undefined,
            expiring: undefined,
          }}
          className={name === tab ? 'list-tab list-tab-now' : 'list-tab'}
          {...(name === tab && { 'aria-current': 'true' as const })}
        >
          {tabLabel(name)} <span className="list-tab-count">{counts?.[name] ?? ''}</span>
        </Link>
      ))}
    </nav>
  );
}
