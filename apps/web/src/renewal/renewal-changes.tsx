import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { trpc } from '../app/trpc.ts';
import { ChangesTable } from '../application/changes-table.tsx';
import type { Roster } from '../roster/use-roster-status.ts';
import './renewal-changes.css';

/** 和上期相比: who joins, leaves or takes other 份, by name; folded away until somebody looks. */
export function RenewalChanges({ view, roster }: { view: ApplicationView; roster?: Roster }) {
  const [open, setOpen] = useState(false);
  // What the list holds decides: after each change of it the comparison is another.
  const counts = roster && [roster.importId, roster.counts];
  const changes = useQuery({
    ...trpc.renewal.changes.queryOptions({ number: view.number }),
    staleTime: 0,
    enabled: view.editable,
  });
  const { refetch } = changes;
  const seen = JSON.stringify(counts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `seen` asks again although it is not read
  useEffect(() => void refetch(), [refetch, seen]);
  const found = changes.data;
  if (!found?.with) return null;
  const nothing = found.joined + found.left + found.changed === 0;
  const Icon = open ? ChevronUp : ChevronDown;
  return (
    <section className="card renewal-changes" aria-label="和上期名单相比">
      <div className="renewal-changes-head">
        <p>
          <b>和上期名单相比</b>
          <span>
            新增 <b>{found.joined.toLocaleString('en-US')}</b> 人
          </span>
          <span>
            减少 <b>{found.left.toLocaleString('en-US')}</b> 人
          </span>
          <span>
            份数变化 <b>{found.changed.toLocaleString('en-US')}</b> 人
          </span>
        </p>
        {nothing ? (
          <span className="small muted">人员和份数都没有变</span>
        ) : (
          <button type="button" className="plain-button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? '收起' : '看是谁'}
            <Icon aria-hidden="true" />
          </button>
        )}
      </div>
      {open && <ChangesTable caption="和上期名单相比" items={found.items} />}
    </section>
  );
}
