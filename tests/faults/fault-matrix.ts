import { API_FAULTS } from './api-faults.ts';
import { CLOCK_FAULTS } from './clock-faults.ts';
import { DISK_FAULTS } from './disk-faults.ts';
import { DOCUMENT_FAULTS } from './document-faults.ts';
import type { Fault } from './fault.ts';
import { POSTGRES_FAULTS } from './postgres-faults.ts';
import { REDIS_FAULTS } from './redis-faults.ts';
import { SUPPLEMENT_FAULTS } from './supplement-faults.ts';
import { WORKER_FAULTS } from './worker-faults.ts';

/** One fault after the other, each at an exact point, each on a product that was well before. */
export const FAULT_MATRIX: readonly Fault[] = [
  ...WORKER_FAULTS,
  ...DOCUMENT_FAULTS,
  ...SUPPLEMENT_FAULTS,
  ...API_FAULTS,
  ...REDIS_FAULTS,
  ...POSTGRES_FAULTS,
  ...DISK_FAULTS,
  ...CLOCK_FAULTS,
];
