import { DomainError } from '@huzhu/domain/error/domain-error';
import type { FastifyRequest } from 'fastify';

/**
 * Requests that a page of another site sends with our cookie are refused: browsers state the origin on every POST and
 * on every EventSource. The cookie is SameSite=Lax as well; this is the second lock.
 */
export async function refuseForeignOrigin(request: FastifyRequest): Promise<void> {
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' && (request.method !== 'GET' || request.headers['sec-fetch-mode'] !== 'navigate')) {
    throw new DomainError('FORBIDDEN');
  }
  const { origin } = request.headers;
  if (!origin) return;
  let host: string | undefined;
  try {
    host = new URL(origin).host;
  } catch {
    host = undefined;
  }
  if (host !== request.headers.host && host !== request.headers['x-forwarded-host']) throw new DomainError('FORBIDDEN');
}
