import type { FaultWorld } from './fault-world.ts';

/** What a fault showed; a fault that finds anything else throws. */
export interface Shown {
  readonly did: string;
  /** The invariant, with figures. */
  readonly held: string;
}

export interface Fault {
  readonly name: string;
  /** Part of `npm test` too: what nothing else there shows, in a few seconds. */
  readonly brief?: true;
  run(world: FaultWorld, options: { readonly brief: boolean }): Promise<Shown>;
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
