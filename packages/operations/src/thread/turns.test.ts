import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('lets so many work at once, the others in their order, and sends away whoever finds too many', async () => {
  const turns = new Turns(2, 2);
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  const work = (id: number) =>
    turns.take(async () => {
      begun.push(id);
      await new Promise<void>((resolve) => ends.set(id, resolve));
      if (id === 2) throw new Error('broken');
      return id;
    });
  const results = [1, 2, 3, 4, 5].map((id) => work(id).catch((error: { code?: string; message: string }) => error));
  expect(begun).toEqual([1, 2]);
  expect(await results[4]).toMatchObject({ code: 'BUSY' });
  ends.get(2)?.();
  expect(await results[1]).toMatchObject({ message: 'broken' });
  await Promise.resolve();
  expect(begun).toEqual([1, 2, 3]);
  ends.get(1)?.();
  await results[0];
  await Promise.resolve();
  expect(begun).toEqual([1, 2, 3, 4]);
  ends.get(3)?.();
  ends.get(4)?.();
  expect(await Promise.all([results[2], results[3]])).toEqual([3, 4]);
  const again = work(6);
  ends.get(6)?.();
  expect(await again).toBe(6);
});
