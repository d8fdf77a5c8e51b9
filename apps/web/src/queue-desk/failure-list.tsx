import type { DeskJob } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { JobItem } from './job-item.tsx';

/** 失败的任务: each says whether a retry helps. Refused uploads are none of them. */
export function FailureList({
  failures,
  onDone,
}: {
  failures: readonly DeskJob[];
  onDone: (sentence: string) => void;
}) {
  return (
    <section className="desk-section" aria-labelledby="desk-failures">
      <h2 id="desk-failures">失败的任务</h2>
      <ul className="card desk-jobs">
        {failures.map((job) => (
          <JobItem key={job.id} job={job} stateKnown onDone={onDone} />
        ))}
      </ul>
    </section>
  );
}
