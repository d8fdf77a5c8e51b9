import { expect, test } from 'vitest';
import { meansBoard } from './board-path.ts';

test.each([
  '/admin/queues',
  '/admin/queues/',
  '/admin/queues/api/queues?page=1',
  '//admin/queues',
  '///admin///queues',
  '/admin/./queues',
  '/./admin/queues',
  '/x/../admin/queues',
  '/admin/x/../queues',
  '/admin%2Fqueues',
  '/admin%2fqueues',
  '/%61dmin/queues',
  '/admin%252Fqueues',
  '/%2561dmin/queues',
  '/%2e/admin/queues',
  '/ADMIN/Queues',
  '\\admin\\queues',
  '/admin\\queues',
  '/admin;x=1/queues',
  '/admin%00/queues',
  '/admin/queues%20',
  'http://elsewhere/admin/queues',
  '/admin',
  '/admin/anything',
])('%s means the board', (url) => {
  expect(meansBoard(url)).toBe(true);
});

test.each(['/', '/queues', '/administrator', '/applications/admin', '/trpc/account.me?back=/admin/queues', '/guide'])(
  '%s does not',
  (url) => {
    expect(meansBoard(url)).toBe(false);
  },
);
