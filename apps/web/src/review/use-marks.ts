import type { ReviewMarkView } from '@huzhu/domain/review/review.schema';
import { useMutation, useQuery } from '@tanstack/react-query';
import { newRequestId } from '../app/request-id.ts';
import { queryClient, trpc } from '../app/trpc.ts';

/** The open marks of an application: the return list in the making. */
export function useMarks(number: string) {
  const marks = useQuery(trpc.review.marks.queryOptions({ number }));
  const settle = {
    onSuccess: (next: ReviewMarkView[]) => queryClient.setQueryData(trpc.review.marks.queryKey({ number }), next),
  };
  const mark = useMutation({ ...trpc.review.mark.mutationOptions(), ...settle });
  const unmark = useMutation({ ...trpc.review.unmark.mutationOptions(), ...settle });
  return {
    open: (marks.data ?? []).filter((each) => each.returnedAt === null),
    mark,
    unmark,
    remove: (id: string) => unmark.mutate({ requestId: newRequestId(), number, id }),
  };
}
export type Marks = ReturnType<typeof useMarks>;
