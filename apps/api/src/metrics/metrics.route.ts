import { createHash, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { measureQueues } from '@huzhu/operations/queue-desk/measure-queues';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { measureHttp } from './http-metrics.ts';
import { queueMetrics } from './queue-metrics.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * `/metrics` for Prometheus, with the bearer token of HUZHU_METRICS_TOKEN alone. That the asker comes from this machine
 * proves nothing: behind a reverse proxy everybody does. Without the variable, and for everybody without the token, the
 * address is one that does not exist.
 */
export function registerMetrics(
  server: FastifyInstance,
  { services, token, procedures }: { services: Services; token: string | undefined; procedures: readonly string[] },
): void {
  if (!token) return;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measureHttp(server, registry, new Set(procedures));
  const tellQueues = queueMetrics(registry);
  const wanted = digest(`Bearer ${token}`);
  server.get('/metrics', async (request, reply) => {
    // Hashes have one length, so the comparison tells nothing of the token's.
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), wanted)) throw new DomainError('NOT_FOUND');
    tellQueues(await measureQueues(services));
    return reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics());
  });
  server.addHook('onClose', async () => registry.clear());
}
