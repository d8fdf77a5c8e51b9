/** Where bull-board stands. */
export const BOARD_PATH = '/admin/queues';

/**
 * Whether an address means the board, however it is written: encoded once or more, with doubled slashes or backslashes,
 * dots, capitals, a full address. The wall before the board asks this and not the router, so that no way of writing it
 * is ever a way around it.
 */
export function meansBoard(url: string): boolean {
  let path = url.split(/[?#]/)[0] ?? '';
  for (let round = 0; round < 4; round += 1) {
    const decoded = path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (decoded === path) break;
    path = decoded;
  }
  path = path.replace(/^[a-z]+:\/\/[^/]*/i, '');
  const steps: string[] = [];
  for (const step of path.split(/[/\\]+/)) {
    // Path parameters and control characters may be dropped by a proxy before us.
    const name = (step.split(/[;?#]/)[0] ?? '').replace(/[^\x21-\x7e]/g, '').toLowerCase();
    if (name === '..') steps.pop();
    else if (name !== '' && name !== '.') steps.push(name);
  }
  return steps[0] === 'admin' || steps.join('/').includes('admin/queues');
}
