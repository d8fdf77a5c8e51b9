import { Redis } from 'ioredis';

/**
 * For publishing and looking: a command fails within 5 s when Redis is away, never waits. It keeps trying to connect
 * in the background, so the next command after Redis is back succeeds.
 */
export function connectProducer(url: string): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 5_000,
    connectTimeout: 5_000,
    retryStrategy: (times) => Math.min(times * 100, 1_000),
  });
  redis.on('error', () => {
    // Without a listener ioredis prints every failed attempt; the failing commands tell their callers.
  });
  return redis;
}

/** For workers: blocking reads wait for Redis for ever and go on unaided when it is back. */
export function connectWorker(url: string): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    connectTimeout: 5_000,
    retryStrategy: (times) => Math.min(times * 200, 2_000),
  });
  redis.on('error', () => {
    // As above.
  });
  return redis;
}

/**
 * Waits for Redis and refuses one that may throw away queue entries when its memory is full.
 * @throws Error with a sentence for the operator of the server
 */
export async function checkRedis(redis: Redis, waitMs = 30_000): Promise<void> {
  const until = Date.now() + waitMs;
  while (redis.status !== 'ready') {
    if (Date.now() > until) {
      throw new Error(
        `Redis does not answer at REDIS_URL (waited ${waitMs / 1000} s). Start it, or correct REDIS_URL.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const policy = await maxmemoryPolicy(redis);
  if (policy !== 'noeviction') {
    throw new Error(
      `Redis has maxmemory-policy ${policy}: it would silently drop queue entries when full. Set maxmemory-policy to noeviction and start again.`,
    );
  }
}

/** From INFO, because managed services forbid CONFIG. */
async function maxmemoryPolicy(redis: Redis): Promise<string> {
  const info = await redis.info('memory');
  return /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? 'unknown';
}
