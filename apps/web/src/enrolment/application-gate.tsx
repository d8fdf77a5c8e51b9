import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { APPLICATION_STATES } from '@huzhu/domain/application/application-state';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { refusalOf } from '../app/refusal.ts';
import { trpc } from '../app/trpc.ts';
import { wordsOf } from '../application/kind-words.ts';
import type { WizardStep } from '../application/wizard-step.ts';
import { NoticeBox } from '../ui/notice-box.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { EnrolmentFrame } from './enrolment-frame.tsx';

/** Fetches the application of the address; a step is shown only while the unit may still change it. */
export function ApplicationGate({
  step,
  children,
}: {
  step: WizardStep;
  children: (view: ApplicationView) => ReactNode;
}) {
  const { number } = useParams({ strict: false }) as { number: string };
  const query = useQuery(trpc.application.get.queryOptions({ number }));
  // A supplement has no plan to choose and no notice to read: its policy had.
  const has = query.data && wordsOf(query.data).steps.includes(step);
  if (query.data?.editable && has) return children(query.data);
  return (
    <EnrolmentFrame view={query.data} step={step} footNote={null} actions={null}>
      <h1>{wordsOf(query.data).stepLabels[step]}</h1>
      {query.isPending && <Skeleton label="正在取这份申请" lines={8} />}
      {query.error && <Trouble sentence={refusalOf(query.error).sentence} onRetry={() => void query.refetch()} />}
      {query.data?.editable && !has && (
        <NoticeBox tone="info">
          保全的保障计划和份数与原保单相同，不用再选。
          <Link to="/applications/$number/roster" params={{ number }}>
            去提交保全名单
          </Link>
        </NoticeBox>
      )}
      {query.data && !query.data.editable && (
        <NoticeBox tone="info">
          {`这份申请现在是“${APPLICATION_STATES[query.data.state]}”，内容不能再改。`}
          <Link to="/applications/$number" params={{ number }}>
            查看进度
          </Link>
        </NoticeBox>
      )}
    </EnrolmentFrame>
  );
}
