import type { Processor } from '@huzhu/jobs/runtime/run-attempt';
import { renderUndertaking } from '@huzhu/operations/invoice/render-undertaking';
import type { Services } from '@huzhu/operations/services';

/** Makes the PDF of a 提前开票承诺书. */
export function renderUndertakingProcessor(services: Services): Processor<'render-undertaking'> {
  return ({ payload }) => renderUndertaking(services, payload.undertakingId);
}
