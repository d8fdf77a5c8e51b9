/** Where `vite dev` sends /api and /trpc; the built application is served by the API itself. Read by vite.config.ts only. */
export function apiOrigin(): string {
  return `http://127.0.0.1:${process.env.PORT ?? '3000'}`;
}
