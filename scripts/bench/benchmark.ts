import type { TestDatabase } from '@huzhu/db/testing/create-test-database';

/** What proves that a run did its work. */
export interface Proof {
  /** Over the result; all contenders that name one must agree, and so must all runs of one contender. */
  readonly digest?: string;
  /** What was counted; checked against `Benchmark.expect`. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What one whole process measured: its own work, not its start. */
export interface Measured extends Proof {
  readonly ms: number;
  /** What else was measured, by name with its unit (`loopDelayMs`, `rssGrowth`), for `Benchmark.bounds`. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** As Measured; a proof that takes time and memory of its own (the result is read back) is asked for when those were taken. */
export type Outcome = Measured | (Omit<Measured, keyof Proof> & { readonly prove: () => Promise<Proof> });

export interface Contender {
  readonly name: string;
  /** What it stands for, in one line for the table. */
  readonly about: string;
  /** Left out above so many rows, where it takes minutes or blows up. */
  readonly upToRows?: number;
  /**
   * Does the work once, in a process of its own.
   * @param input the file that `prepare` made, or nothing
   * @param databaseUrl of the benchmark's database, as its owner; empty without one
   */
  run(options: BenchOptions, input: Buffer | undefined, databaseUrl: string): Promise<Outcome>;
}

export interface BenchOptions {
  readonly rows: number;
}

/** `ours / other ≤ atMost`; medians of the ratios within one round. */
export interface Goal {
  readonly of: string;
  readonly to: string;
  readonly atMost: number;
  /** The rows that it is meant for; without it any. */
  readonly atRows?: number;
}

/** How the time of one contender grows: `t(atRows) / t(fromRows) ≤ atMost`; a run at `atRows` does `fromRows` too, in every round. */
export interface ScaleGoal {
  readonly of: string;
  readonly fromRows: number;
  readonly atRows: number;
  readonly atMost: number;
}

/** A bound on one contender's `ms`, or on a name of its `figures`, in its worst run. */
export interface Bound {
  readonly of: string;
  readonly figure: string;
  readonly atMost: number;
  readonly atRows?: number;
}

/** A bound on the largest peak memory of one contender's processes, in MiB, and the rows it is meant for. */
export interface MemoryGoal {
  readonly of: string;
  readonly atMostMb: number;
  readonly atRows: number;
}

/** One comparison: each round runs every contender once, in turn (A B C A B C …), each in a process of its own. */
export interface Benchmark {
  readonly name: string;
  readonly about: string;
  readonly defaultRows: number;
  readonly rounds: number;
  /** The input of all contenders, made once. */
  prepare?(options: BenchOptions): Promise<Buffer>;
  /** A migrated database on a server of the benchmark's own: an empty one for every run, or one that `fill` fills for all. */
  readonly database?: 'run' | { fill(database: TestDatabase, options: BenchOptions): Promise<void> };
  readonly contenders: readonly Contender[];
  /** Counts that a right run has; another one fails the benchmark, however fast it was. */
  expect(options: BenchOptions): Readonly<Record<string, number>>;
  readonly goals: readonly Goal[];
  readonly scale?: ScaleGoal;
  readonly bounds?: readonly Bound[];
  readonly memory?: readonly MemoryGoal[];
  /** The same of the largest peaks: whether memory grows with the work. */
  readonly growth?: readonly Goal[];
}
