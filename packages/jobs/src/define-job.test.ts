import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineJob, type JobDefinition, jobReference, newJob } from './define-job.ts';
import { JOB_DEFINITIONS } from './job-definitions.ts';
import { parseRosterJob } from './roster/parse-roster.job.ts';

describe('newJob', () => {
  it('takes ids and nothing else', () => {
    const rosterVersionId = crypto.randomUUID();
    const job = newJob(parseRosterJob, { rosterVersionId });
    expect(job).toMatchObject({ name: 'parse-roster', payload: { rosterVersionId }, maxAttempts: 8 });
    expect(() => newJob(parseRosterJob, { rosterVersionId: 'x' })).toThrow();
    expect(() => newJob(parseRosterJob, { rosterVersionId, name: '测试员' } as never)).toThrow();
  });

  it('refuses more than 2 KB', () => {
    const wide = defineJob({ ...parseRosterJob, payload: z.object({ text: z.string() }) });
    expect(newJob(wide, { text: 'x'.repeat(2000) }).payload).toBeDefined();
    expect(() => newJob(wide, { text: 'x'.repeat(2048) })).toThrow(RangeError);
  });
});

/** What a payload's schema lets through besides ids: named by path, empty when there is nothing. */
function moreThanIds({ name, payload }: Pick<JobDefinition, 'name' | 'payload'>): string[] {
  const schema = z.toJSONSchema(payload, { unrepresentable: 'any' });
  if (schema.type !== 'object' || schema.additionalProperties !== false) return [`${name}: fields that nobody named`];
  return Object.entries(schema.properties ?? {}).flatMap(([field, value]) => {
    const of = value as { type?: string; format?: string };
    const id = (of.type === 'string' && of.format === 'uuid') || of.type === 'integer';
    return id ? [] : [`${name}.${field}`];
  });
}

describe('definitions', () => {
  it('carry ids and nothing else', () => {
    expect(Object.values(JOB_DEFINITIONS).flatMap(moreThanIds)).toEqual([]);
  });

  it.each([
    ['a name', z.strictObject({ rosterVersionId: z.uuid(), name: z.string().max(50) }), 'planted.name'],
    ['a long text', z.strictObject({ note: z.string() }), 'planted.note'],
    ['a text that may be missing', z.strictObject({ idNumber: z.string().optional() }), 'planted.idNumber'],
    ['a list', z.strictObject({ ids: z.array(z.uuid()) }), 'planted.ids'],
    ['any field', z.record(z.string(), z.string()), 'planted: fields that nobody named'],
    ['more than it names', z.object({ id: z.uuid() }).loose(), 'planted: fields that nobody named'],
  ])('with %s are found by that check', (_what, payload, complaint) => {
    expect(moreThanIds({ name: 'planted', payload: payload as never })).toEqual([complaint]);
  });

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
