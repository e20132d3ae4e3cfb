/**
 * A line to a server that a test can cut, so that connections break, or have swallow what is sent, as a network does that drops
 * packets. Nobody gets a new connection until it is mended, and what was swallowed never comes.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CuttableLine {
  readonly port: number;
  cut(): void;
  /** Nobody hears of it: connections stand, and nothing comes through them any more, even when the line is mended. */
  swallow(): void;
  mend(): void;
  close(): Promise<void>;
}

/** A line to where the address says. */
export async function openLine({ hostname, port }: URL): Promise<CuttableLine> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let swallows = false;
  const server = createServer((near) => {
    near.on('error', () => {});
    if (isCut) return void near.destroy();
    if (swallows) {
      sockets.add(near.on('data', () => {}).on('close', () => sockets.delete(near)));
      return;
    }
    const far = connect(Number(port || 5432), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      // It was cut: that is what it is for.
      socket.on('error', () => {});
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    swallow() {
      swallows = true;
      for (const socket of sockets) socket.unpipe().on('data', () => {});
    },
    mend() {
      isCut = false;
      swallows = false;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
