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
  // `null` is the origin of a sandboxed frame, which any site can make.
  const host = URL.canParse(origin) ? new URL(origin).host : undefined;
  if (host === undefined) throw new DomainError('FORBIDDEN');
  if (host !== request.headers.host && host !== request.headers['x-forwarded-host']) throw new DomainError('FORBIDDEN');
}
