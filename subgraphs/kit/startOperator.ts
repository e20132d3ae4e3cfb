/**
 * Serves an operator: `POST /graphql`, `GET /health/live`, `GET /health/ready`. Invariant: stopping lets every request
 * that has begun finish, and takes no longer than ten seconds.
 */
import type { AddressInfo } from 'node:net';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { type Logger, pino } from 'pino';
import type { Operator } from './defineOperator.ts';
import { createGraphqlServer } from './graphqlServer.ts';
import { createHttpServer } from './httpServer.ts';
import { createLegLoader } from './legLoader.ts';
import { openHubKeys } from './verify/hubKeys.ts';
import { type AnsweredRequests, readHub } from './verify/readHub.ts';
import { createRequestVerifier } from './verify/verifyRequest.ts';

/** Where to listen, what to log, and whose requests to answer: the hub's, or anybody's. */
export interface StartOptions extends AnsweredRequests {
  /** TCP port; 0, the default, takes any free one. */
  readonly port?: number;
  /** Address to listen on; the default, 127.0.0.1, is reachable from this machine alone. */
  readonly host?: string;
  /** Where log lines go; nowhere when left out. */
  readonly logger?: Logger;
}

/** An operator that answers requests. */
export interface RunningOperator {
  /** The GraphQL endpoint, as `http://127.0.0.1:4101/graphql`. */
  readonly url: string;
  /** Finishes the requests that have begun, then closes the port. May be called more than once. */
  readonly stop: () => Promise<void>;
}

/** How often connections that have fallen idle are closed while stopping. */
const SWEEP_MS = 20;

/**
 * Starts an operator. Rejects with a sentence when it is not said whose requests it answers, and with the error of
 * `listen`, as `EADDRINUSE`, when the port cannot be had.
 */
export async function startOperator(operator: Operator, options: StartOptions): Promise<RunningOperator> {
  const { port = 0, host = '127.0.0.1', logger = pino({ level: 'silent' }) } = options;
  const jwksUrl = readHub(options, host);
  const verify = jwksUrl && createRequestVerifier({ code: operator.code, keys: openHubKeys(jwksUrl) });
  if (verify === undefined) logger.warn('requests need no signature: anybody on this machine can ask');
  const { app, guard, noteRequest, beginStop } = createHttpServer(logger, verify);
  const graphql = createGraphqlServer(operator, logger, [fastifyApolloDrainPlugin(app)]);
  await graphql.start();
  app.post(
    '/graphql',
    { onRequest: guard.onRequest },
    fastifyApolloHandler(graphql, {
      context: async (request) => {
        const grant = guard.grantOf(request);
        const legs = createLegLoader(operator.code, operator.legs, grant);
        return { legs, grant, note: noteRequest(request) };
      },
    }),
  );
  try {
    await app.listen({ port, host });
  } catch (error) {
    await graphql.stop();
    throw error;
  }
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    beginStop();
    // A client keeps its connection after the last answer, and the server would wait for it.
    const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS);
    await graphql.stop().finally(() => clearInterval(sweep));
  };
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort(app.server.address())}/graphql`,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

function boundPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no TCP port');
  return address.port;
}
