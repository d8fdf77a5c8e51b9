import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { RosterChanges } from '@huzhu/domain/review/review.schema';
import { useQuery } from '@tanstack/react-query';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { ChangesTable } from '../application/changes-table.tsx';
import { Empty } from '../ui/empty.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import './review.css';

/** 与上期相比, or with what was submitted before a return. */
export function RosterChangesCard({
  view,
  against,
}: {
  view: ApplicationView;
  against: 'last_version' | 'last_enrolled';
}) {
  const changes = useQuery(trpc.review.changes.queryOptions({ number: view.number, against }));
  if (changes.error)
    return <Trouble sentence={refusalOf(changes.error).sentence} onRetry={() => void changes.refetch()} />;
  if (!changes.data) return <Skeleton label="正在比对名单" lines={6} />;
  const found = changes.data;
  const title = titleOf(found, against);
  return (
    <section className="card" aria-label={title}>
      <div className="review-block-head">
        <h2>{title}</h2>
        {found.with && (
          <p className="small muted">
            {`${against === 'last_version' ? '' : `${found.with.number}，`}新增 ${found.joined} 人，减少 ${found.left} 人，份数变化 ${found.changed} 人`}
          </p>
        )}
      </div>
      {found.items.length === 0 ? (
        <Empty
          title={found.with ? '人员和份数都没有变' : '没有可以比对的名单'}
          detail={found.with ? undefined : '这个单位以前没有提交过名单。'}
        />
      ) : (
        <ChangesTable caption={title} items={found.items} />
      )}
    </section>
  );
}

function titleOf(found: RosterChanges, against: 'last_version' | 'last_enrolled'): string {
  if (against === 'last_version') return '与上次提交相比';
  return found.with && !found.with.covered ? '与上次提交的申请相比' : '与上期保单相比';
}
