import type { DownloadEntry } from '@huzhu/domain/download/download.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { Services } from '../services.ts';
import type { DownloadSource } from './download-source.ts';
import { downloadSources } from './download-sources.ts';
import { makeOnce } from './make-once.ts';

/** 资料下载 (manual 2.1): every file with its true size, made on first use and kept by the hash of its content. */
export async function listDownloads(services: Services, demo: boolean): Promise<DownloadEntry[]> {
  const sources = await downloadSources(services, demo);
  return Promise.all(
    sources.map(async ({ key, make, fileName: _, ...entry }) => ({
      ...entry,
      size: (await makeOnce(services, key, make)).byteLength,
    })),
  );
}

export async function readDownload(
  services: Services,
  demo: boolean,
  id: string,
): Promise<{ source: Pick<DownloadSource, 'fileName' | 'format'>; content: Uint8Array }> {
  const source = (await downloadSources(services, demo)).find((candidate) => candidate.id === id);
  if (!source) throw new DomainError('NOT_FOUND');
  return { source, content: await makeOnce(services, source.key, source.make) };
}
