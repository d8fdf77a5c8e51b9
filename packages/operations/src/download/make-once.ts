import type { Services } from '../services.ts';

const making = new Map<string, Promise<Uint8Array>>();
let turn: Promise<unknown> = Promise.resolve();

/**
 * What is kept under the key, else it is made, one file at a time (two renderings at once would take both cores) and once
 * however many ask at the same moment.
 */
export function makeOnce(
  services: Pick<Services, 'madeFiles'>,
  key: string,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const running = making.get(key);
  if (running) return running;
  const made = (async () => {
    const kept = await services.madeFiles?.read(key);
    if (kept) return kept;
    const mine = turn.then(make, make);
    turn = mine;
    const content = await mine;
    await services.madeFiles?.keep(key, content);
    return content;
  })().finally(() => making.delete(key));
  making.set(key, made);
  return made;
}
