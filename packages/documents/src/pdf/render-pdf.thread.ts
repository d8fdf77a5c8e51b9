import { parentPort, workerData } from 'node:worker_threads';
import { renderToBuffer } from '@react-pdf/renderer';
import { guideDocument } from './guide-document.ts';
import { Ink } from './layout.ts';
import { noticeDocument } from './notice-document.ts';
import type { PdfTask, RenderedPdf } from './render-pdf.ts';

const port = parentPort;
if (!port) throw new Error('render-pdf.thread runs as a worker thread only');

const ink = new Ink();
const task = workerData as PdfTask;
const element = task.kind === 'notice' ? noticeDocument(ink, task) : guideDocument(ink, task);
const content = Uint8Array.from(await renderToBuffer(element as Parameters<typeof renderToBuffer>[0]));
port.postMessage({ content, missing: [...ink.missing] } satisfies RenderedPdf, [content.buffer]);
