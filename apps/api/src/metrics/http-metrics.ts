import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Histogram, type Registry } from 'prom-client';

/** Counts and times requests by the pattern of their route; an address may name an application, a pattern never does. */
export function measureHttp(server: FastifyInstance, registry: Registry, procedures: ReadonlySet<string>): void {
  const seconds = new Histogram({
    name: 'huzhu_http_request_duration_seconds',
    help: 'HTTP requests by method, route pattern and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  server.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: routeOf(request, procedures), status: String(reply.statusCode) };
    seconds.observe(labels, reply.elapsedTime / 1000);
  });
}

/** A procedure by its name when it stands alone; any text after /trpc/ that is none of ours counts together. */
function routeOf(request: FastifyRequest, procedures: ReadonlySet<string>): string {
  const pattern = request.routeOptions.url;
  if (pattern === undefined) return 'none';
  if (!pattern.startsWith('/trpc')) return pattern;
  const { path = '' } = request.params as { path?: string };
  if (path.includes(',')) return '/trpc/(batch)';
  return procedures.has(path) ? `/trpc/${path}` : '/trpc/(unknown)';
}
