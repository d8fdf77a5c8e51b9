import { useQuery } from '@tanstack/react-query';
import { trpc } from '../app/trpc.ts';
import { isRunning } from '../roster/use-roster-status.ts';
import { NoticeBox } from '../ui/notice-box.tsx';

/** Where a list was imported already, another choice of plans judges it again: said before and while it happens. */
export function RecheckNotice({ number }: { number: string }) {
  const status = useQuery({
    ...trpc.roster.status.queryOptions({ number }),
    refetchInterval: ({ state }) => (isRunning(state.data) ? 2_000 : false),
  });
  const roster = status.data?.roster;
  if (!roster) return null;
  if (isRunning(status.data)) {
    if (!roster.rechecking) return null;
    return <NoticeBox tone="info">名单正在按新的选择重新检查，在网页上做过的修改都保留。</NoticeBox>;
  }
  if (roster.counts.rows === 0) return null;
  return (
    <NoticeBox tone="info">
      {`这份申请已有参保名单 ${roster.counts.rows.toLocaleString('en-US')} 行。改动计划、份数或生效日期后，名单会自动重新检查，在网页上做过的修改都保留。`}
    </NoticeBox>
  );
}
