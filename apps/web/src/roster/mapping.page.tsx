import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { errorSentence } from '@huzhu/domain/error/error-codes';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { ApplicationGate } from '../enrolment/application-gate.tsx';
import { EnrolmentFrame } from '../enrolment/enrolment-frame.tsx';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { MappingDesk } from './mapping-desk.tsx';

/** 对应列名: what the columns of the unit's own sheet are, for the file that was uploaded last. */
export function MappingPage() {
  return <ApplicationGate step="roster">{(view) => <MappingStep view={view} />}</ApplicationGate>;
}

function MappingStep({ view }: { view: ApplicationView }) {
  const { number } = view;
  // The file is read anew for it on the server; while the page is open it stays the same file.
  const sample = useQuery({
    ...trpc.roster.mappingSample.queryOptions({ number }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (sample.data) return <MappingDesk key={sample.data.importId} view={view} sample={sample.data} />;
  return (
    <EnrolmentFrame view={view} step="roster" footNote={null} actions={null}>
      <h1>对应列名</h1>
      {sample.isPending && <Skeleton label="正在读取表格的前几行" lines={8} />}
      {sample.data === null && (
        <NoticeBox tone="info">
          {errorSentence('MAPPING_GONE', {})}
          <Link to="/applications/$number/roster" params={{ number }}>
            返回名单
          </Link>
        </NoticeBox>
      )}
      {sample.error && <Trouble sentence={refusalOf(sample.error).sentence} onRetry={() => void sample.refetch()} />}
    </EnrolmentFrame>
  );
}
