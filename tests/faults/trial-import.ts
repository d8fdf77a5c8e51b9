import assert from 'node:assert/strict';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { digestOfFile, type RosterFacts, rosterFacts } from '../integration/roster-facts.ts';
import { type FaultWorld, until } from './fault-world.ts';

let nextPerson = 0;

/** What stands in the row of the newest import's job. */
export interface JobFacts {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly stage: string;
  readonly sentence: string | null;
  readonly entry: string | null;
}

/** A draft and a roster of persons that no other trial has; imported while something breaks. */
export class TrialImport {
  readonly number: string;
  readonly rows: number;
  readonly file: Uint8Array<ArrayBuffer>;
  readonly digest: string;
  readonly #world: FaultWorld;

  private constructor(
    world: FaultWorld,
    parts: { number: string; rows: number; file: Uint8Array<ArrayBuffer>; digest: string },
  ) {
    this.#world = world;
    this.number = parts.number;
    this.rows = parts.rows;
    this.file = parts.file;
    this.digest = parts.digest;
  }

  static async prepare(world: FaultWorld, rows = 2_000): Promise<TrialImport> {
    const operator = await world.signIn();
    const { number } = await operator.draft('SZ-NS-YH-001', [{ code: 'HOSP', shares: 1 }]);
    return TrialImport.for(world, number, rows);
  }

  /** Another file for a draft that is there. @param first its first synthetic person, where it matters who they are */
  static async for(world: FaultWorld, number: string, rows = 2_000, first?: number): Promise<TrialImport> {
    const from = first ?? nextPerson;
    if (first === undefined) nextPerson += rows;
    const file = new Uint8Array(await generateRoster({ plans: [seedPlan('HOSP')], rows, from }));
    return new TrialImport(world, { number, rows, file, digest: digestOfFile(world.idHashKeys, from, rows) });
  }

  async upload(): Promise<Response> {
    return (await this.#world.signIn()).upload(this.number, this.file);
  }

  async accepted(): Promise<this> {
    const response = await this.upload();
    assert.equal(response.status, 200, await response.clone().text());
    return this;
  }

  async job(): Promise<JobFacts | undefined> {
    const [row] = await this.#world.owner.sql<JobFacts[]>`
      select j.id, j.state, j.attempts, j.stage, j.error_sentence as sentence, j.queue_entry_id as entry
      from application a join roster_version v on v.application_id = a.id join job j on j.subject_id = v.id::text
      where a.number = ${this.number} order by v.created_at desc limit 1`;
    return row;
  }

  /** Settles when the newest import is over; asks the database, because the API may be what is broken. */
  async over(patienceMs = 120_000): Promise<JobFacts> {
    return until(`the import of ${this.number} is over`, patienceMs, async () => {
      const job = await this.job();
      return job && ['succeeded', 'failed', 'cancelled'].includes(job.state) ? job : undefined;
    });
  }

  running(): Promise<JobFacts> {
    return until(`the import of ${this.number} runs`, 60_000, async () => {
      const job = await this.job();
      return job?.state === 'running' ? job : undefined;
    });
  }

  /** Nothing lost, nothing doubled: every row of the file once, from one publication, and nothing of anything else. */
  async whole(expected: { versions?: number | 'any' } = {}): Promise<RosterFacts> {
    const facts = await rosterFacts(this.#world.owner, this.number);
    const told = JSON.stringify({ number: this.number, facts, job: await this.job() });
    assert.equal(facts.rows, this.rows, `rows lost or doubled: ${told}`);
    assert.equal(facts.digest, this.digest, `the rows are not the file's: ${told}`);
    assert.equal(facts.jobs, facts.versions, `jobs: ${told}`);
    // `any`: a page that got no answer has sent its file again, perhaps after the first had been imported.
    if (expected.versions === 'any' && facts.versions > 1) return facts;
    if (expected.versions !== 'any') assert.equal(facts.versions, expected.versions ?? 1, `imports: ${told}`);
    assert.equal(facts.publications, 1, `publications: ${told}`);
    assert.equal(facts.left, 0, `rows of an import that does not count: ${told}`);
    return facts;
  }

  /** Over, succeeded and whole. @returns how long it took from now on, and what stands there */
  async recovered(patienceMs = 120_000): Promise<{ ms: number; facts: RosterFacts }> {
    const from = performance.now();
    const job = await this.over(patienceMs);
    const ms = performance.now() - from;
    assert.equal(job.state, 'succeeded', JSON.stringify(job));
    return { ms, facts: await this.whole() };
  }
}
