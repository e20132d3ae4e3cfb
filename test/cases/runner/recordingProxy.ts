/**
 * Stands before an operator on the network and writes down what arrives over HTTP: what a case calls `subgraph sees`.
 * Invariant: it is the only address that the hub knows of the operator, so nothing reaches the operator unseen.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import type { Behaviour } from './caseFile.ts';

/** A request that asked an operator for legs. */
export interface SeenRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The claims of the grant that came with it; null without one. */
  readonly grant: Readonly<Record<string, unknown>> | null;
}

export interface RecordingProxy {
  /** Where the hub finds the operator. */
  readonly url: string;
  /** Does this from now on; undefined passes everything on. */
  behave(behaviour: Behaviour | undefined): void;
  /** What was seen since the last call. */
  takeSeen(): readonly SeenRequest[];
  stop(): Promise<void>;
}

/** Starts a proxy before the operator that answers at `target`. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const { origin, pathname } = new URL(target);
  const pool = new Pool(origin);
  let seen: SeenRequest[] = [];
  let behaviour: Behaviour | undefined;
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    // Operators are asked for their SDL while the network is composed; cases are about what is asked of legs.
    if (body.includes('_entities')) seen.push({ ...JSON.parse(body), grant: readGrant(request) });
    if (behaviour?.kind === 'down') return void request.socket.destroy();
    response.setHeader('content-type', 'application/json');
    if (behaviour?.kind === 'answers') return void response.end(behaviour.body);
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const answer = await pool.request({ path: pathname, method: 'POST', headers, body });
    response.statusCode = answer.statusCode;
    response.end(await answer.body.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${pathname}`,
    behave(next) {
      behaviour = next;
    },
    takeSeen() {
      const taken = seen;
      seen = [];
      return taken;
    },
    async stop() {
      await close(server);
      await pool.close();
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The claims of the bearer token. Whether it is genuine is for the operator behind to find out. */
function readGrant({ headers }: IncomingMessage): SeenRequest['grant'] {
  const [, claims] = (headers.authorization ?? '').split('.');
  return claims === undefined ? null : JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
