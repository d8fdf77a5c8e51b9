import { z } from 'zod';
import { requestId } from '../application/application.schema.ts';
import { policyNumber } from '../policy/policy.schema.ts';

/** 【续保】: a draft with the roster of the policy that ends. */
export const startRenewalInput = z.strictObject({ requestId, policyNumber });
export type StartRenewalInput = z.infer<typeof startRenewalInput>;
