import { connect, type Socket } from 'node:net';

interface Place {
  readonly host?: string | readonly string[];
  readonly port?: number | readonly number[];
  readonly path?: string | undefined;
}

/**
 * postgres.js' option `socket`: as its own socket, but without Nagle's algorithm. A COPY ends with a message of five bytes, which the kernel keeps
 * back until the other side has acknowledged what came before, 40 ms later: so long did each batch of an import wait for nothing.
 * Servers that are named after one another are tried in turn, as postgres.js does.
 */
export function noDelaySocket(): (place: Place) => Socket {
  let turn = 0;
  return ({ host = 'localhost', port = 5432, path }) => {
    if (path) return connect({ path });
    const [hosts, ports] = [[host].flat(), [port].flat()];
    const at = { host: hosts[turn % hosts.length] as string, port: ports[turn % ports.length] as number };
    turn += 1;
    // Not connected yet: what is written meanwhile is kept, and postgres.js' own timer watches over the time.
    return Object.assign(connect({ ...at, noDelay: true }), at);
  };
}
