import { describe, expect, it } from 'vitest';
import { repeat } from './repeat.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('repeat', () => {
  it('runs once more for a wake-up during a run, never twice at the same time', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const loop = repeat(
      10_000,
      async () => {
        running += 1;
        most = Math.max(most, running);
        runs += 1;
        await wait(20);
        running -= 1;
      },
      () => {},
    );
    loop.now();
    loop.now();
    loop.now();
    await wait(80);
    await loop.stop();
    expect({ most, runs }).toEqual({ most: 1, runs: 2 });
  });

  it('goes on after an error, in its own time', async () => {
    const errors: unknown[] = [];
    const loop = repeat(
      20,
      async () => {
        throw new Error('away');
      },
      (error) => {
        errors.push(error);
        loop.now();
      },
    );
    await wait(70);
    await loop.stop();
    expect(errors.length).toBeGreaterThanOrEqual(2);
    expect(errors.length).toBeLessThanOrEqual(5);
    const after = errors.length;
    await wait(40);
    expect(errors.length).toBe(after);
  });
});
