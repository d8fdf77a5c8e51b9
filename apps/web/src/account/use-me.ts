import type { Me } from '@huzhu/domain/account/account.schema';
import { useSuspenseQuery } from '@tanstack/react-query';
import { trpc } from '../app/trpc.ts';

/** The signed-in account; the route's beforeLoad has fetched it. */
export function useMe(): Me {
  return useSuspenseQuery({ ...trpc.account.me.queryOptions(), staleTime: 60_000 }).data;
}
