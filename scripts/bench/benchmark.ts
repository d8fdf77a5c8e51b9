/** What one whole process measured: its own work, not its start. */
export interface Measured {
  readonly ms: number;
  /** Over the result; all contenders that name one must agree, and so must all runs of one contender. */
  readonly digest?: string;
  /** What was counted on the way; checked against `Benchmark.expect`. */
  readonly counts: Readonly<Record<string, number>>;
  /** MiB: the peak before the contender proved its result, when the proof needs memory too; else the whole process counts. */
  readonly peakMb?: number;
}

export interface Contender {
  readonly name: string;
  /** What it stands for, in one line for the table. */
  readonly about: string;
  /**
   * Does the work once, in a process of its own.
   * @param input the file that `prepare` made, or nothing
   */
  run(options: BenchOptions, input: Buffer | undefined): Promise<Measured>;
}

export interface BenchOptions {
  readonly rows: number;
}

/** `ours / other ≤ atMost`; medians of the ratios within one round. */
export interface Goal {
  readonly of: string;
  readonly to: string;
  readonly atMost: number;
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
  readonly contenders: readonly Contender[];
  /** Counts that a right run has; another one fails the benchmark, however fast it was. */
  expect(options: BenchOptions): Readonly<Record<string, number>>;
  readonly goals: readonly Goal[];
  readonly memory?: readonly MemoryGoal[];
  /** The same of the largest peaks: whether memory grows with the work. */
  readonly growth?: readonly Goal[];
}
