import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { queryClient, trpc } from '../app/trpc.ts';

/** After a move: what the server answered stands at once, and everything that tells of applications is asked anew. */
export async function applicationMoved(next: ApplicationView): Promise<void> {
  queryClient.setQueryData(trpc.application.get.queryKey({ number: next.number }), next);
  await Promise.all([
    queryClient.invalidateQueries(trpc.application.pathFilter()),
    queryClient.invalidateQueries(trpc.payment.pathFilter()),
  ]);
}
