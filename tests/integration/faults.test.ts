import { afterAll, beforeAll, expect, test } from 'vitest';
import { FAULT_MATRIX } from '../faults/fault-matrix.ts';
import { FaultWorld } from '../faults/fault-world.ts';

/*
 * The short form of `npm run test:faults`: the faults that nothing else in `npm test` shows (kill-worker, run-worker,
 * submit-race and lost-connection show others), on servers of its own, because it kills them.
 */
let world: FaultWorld;

beforeAll(async () => {
  world = await FaultWorld.start();
}, 120_000);
afterAll(() => world?.close());

test.each(FAULT_MATRIX.filter((fault) => fault.brief))(
  '$name',
  async (fault) => {
    try {
      const { did, held } = await fault.run(world, { brief: true });
      console.info(`${did}: ${held}`);
      expect(world.ownDeaths).toEqual([]);
    } catch (error) {
      await world.recover();
      throw error;
    }
  },
  180_000,
);
