import { checkRedis, connectProducer } from '../connection.ts';

/** All keys of a Redis database with all they hold, as text: for the proof that nothing of a person is among it. */
export async function readEverything(redisUrl: string): Promise<string> {
  const redis = connectProducer(redisUrl);
  await checkRedis(redis);
  const lines: string[] = [];
  try {
    for await (const keys of redis.scanStream({ count: 100 }) as AsyncIterable<string[]>) {
      for (const key of keys) lines.push(JSON.stringify([key, await contentOf(key)]));
    }
  } finally {
    redis.disconnect();
  }
  return lines.join('\n');

  async function contentOf(key: string): Promise<unknown> {
    const type = await redis.type(key);
    switch (type) {
      case 'string':
        return redis.get(key);
      case 'hash':
        return redis.hgetall(key);
      case 'list':
        return redis.lrange(key, 0, -1);
      case 'set':
        return redis.smembers(key);
      case 'zset':
        return redis.zrange(key, '0', '-1');
      case 'stream':
        return redis.xrange(key, '-', '+');
      default:
        throw new RangeError(`a key of type ${type}`);
    }
  }
}
