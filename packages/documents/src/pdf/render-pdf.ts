import type { PdfTask, RenderedPdf } from './pdf-task.ts';
import { Renderer } from './renderer.ts';

export type { PdfTask, RenderedPdf } from './pdf-task.ts';

/** A first document takes 1–2 s on a busy machine of two cores, a policy of 50,000 persons a few more. */
const DEADLINE_MS = 60_000;

const renderer = new Renderer();

/**
 * Renders a document in a process of its own that can be killed: laying out Chinese takes time, and the caller's event loop stays
 * free. The process lives on for the next document; time and memory are bounded, and it is replaced after so many documents.
 * @throws Error when the document fails or its deadline, counted from its turn, passes; the process is ended then
 */
export function renderPdf(task: PdfTask, options: { readonly deadlineMs?: number } = {}): Promise<RenderedPdf> {
  return renderer.render(task, options.deadlineMs ?? DEADLINE_MS);
}
