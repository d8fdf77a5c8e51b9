import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take a minute or more, the longest first: one that began last would run alone to the end. */
const LONG = [
  'run-worker.integration.test.ts',
  'faults.test.ts',
  'kill-worker.test.ts',
  'enrolment.test.ts',
  'pages.test.ts',
  'queue-desk.test.ts',
  'money.test.ts',
  'roster-desk.test.ts',
  'submit-race.test.ts',
  'hostile-files.test.ts',
];
/** Moves the business date of its product: nothing comes after it. */
const LAST = '/browser/to-policy.test.ts';

function placeOf({ moduleId }: TestSpecification): number {
  if (moduleId.endsWith(LAST)) return LONG.length + 1;
  const place = LONG.findIndex((name) => moduleId.endsWith(`/${name}`));
  return place < 0 ? LONG.length : place;
}

/** Vitest knows from its own cache what took long; an empty clone has none. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
