import type { RenderAnswer, RenderRequest } from './pdf-task.ts';
import { renderDocument } from './render-document.ts';

/** The renderer: a process that keeps its fonts and renders what it is sent, one document at a time. */
if (!process.send) throw new Error('render-pdf.child runs as a child process only');

const answer = (message: RenderAnswer) => process.send?.(message);

process.on('message', ({ task }: RenderRequest) => {
  renderDocument(task).then(
    (rendered) => answer({ rendered, rss: process.memoryUsage.rss() }),
    (error: unknown) => answer({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
// Whoever asked is gone.
process.on('disconnect', () => process.exit(0));
