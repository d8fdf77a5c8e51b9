import type { AppRouter } from '@huzhu/api/app-router';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { refusalOf } from './refusal.ts';

const URL = '/trpc';

/** Set by the router: where a lost session leads. */
let onSignedOut: () => void = () => undefined;
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

function notice(error: unknown): void {
  if (refusalOf(error).code === 'SIGNED_OUT') onSignedOut();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: notice }),
  mutationCache: new MutationCache({ onError: notice }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays a refusal; only a silent server is asked again.
      retry: (failures, error) => refusalOf(error).code === null && failures < 2,
    },
    // A person presses 再试 with the same requestId; an automatic retry would hide the trouble.
    mutations: { retry: false, networkMode: 'always' },
  },
});

/**
 * Queries travel as POST, because a search may hold a name or an ID number and a URL is logged everywhere.
 * Mutations are never batched: each carries its own requestId and stands alone.
 */
export const api = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'mutation',
      true: httpLink({ url: URL }),
      false: httpBatchLink({ url: URL, methodOverride: 'POST', maxItems: 8 }),
    }),
  ],
});

export const trpc = createTRPCOptionsProxy<AppRouter>({ client: api, queryClient });
