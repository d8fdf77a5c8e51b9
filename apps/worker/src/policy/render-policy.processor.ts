import type { Processor } from '@huzhu/jobs/runtime/run-attempt';
import { renderPolicy } from '@huzhu/operations/policy/render-policy';
import type { Services } from '@huzhu/operations/services';

/** Makes the PDF of an 电子保单. */
export function renderPolicyProcessor(services: Services): Processor<'render-policy'> {
  return ({ payload }) => renderPolicy(services, payload.policyId);
}
