import type { Processor } from '@huzhu/jobs/runtime/run-attempt';
import { renderEndorsement } from '@huzhu/operations/policy/render-endorsement';
import type { Services } from '@huzhu/operations/services';

/** Makes the PDF of an 电子保全单. */
export function renderEndorsementProcessor(services: Services): Processor<'render-endorsement'> {
  return ({ payload }) => renderEndorsement(services, payload.endorsementId);
}
