import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineJob, jobReference, newJob } from './define-job.ts';
import { JOB_DEFINITIONS } from './job-definitions.ts';
import { parseRosterJob } from './roster/parse-roster.job.ts';

describe('newJob', () => {
  it('takes ids and nothing else', () => {
    const rosterVersionId = crypto.randomUUID();
    const job = newJob(parseRosterJob, { rosterVersionId });
    expect(job).toMatchObject({ name: 'parse-roster', payload: { rosterVersionId }, maxAttempts: 5 });
    expect(() => newJob(parseRosterJob, { rosterVersionId: 'x' })).toThrow();
    expect(() => newJob(parseRosterJob, { rosterVersionId, name: '测试员' } as never)).toThrow();
  });

  it('refuses more than 2 KB', () => {
    const wide = defineJob({ ...parseRosterJob, payload: z.object({ text: z.string() }) });
    expect(newJob(wide, { text: 'x'.repeat(2000) }).payload).toBeDefined();
    expect(() => newJob(wide, { text: 'x'.repeat(2048) })).toThrow(RangeError);
  });
});

describe('definitions', () => {
  it('stand under their own names, which make legal ids of queue entries', () => {
    for (const [name, definition] of Object.entries(JOB_DEFINITIONS)) {
      expect(definition.name).toBe(name);
      expect(name).toMatch(/^[a-z][a-z-]+$/);
      expect(definition.failure).toContain('{reference}');
      expect(definition.failure).toContain('0755-83282383');
    }
  });

  it('give a reference that can be read out', () => {
    expect(jobReference('3f2a9c01-aaaa-4bbb-8ccc-ddddeeeeffff')).toBe('3F2A9C01');
  });
});
