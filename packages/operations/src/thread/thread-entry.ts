export { threadEntry } from '@huzhu/documents/thread/thread-entry';
