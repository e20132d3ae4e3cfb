/**
 * The HTTP half of an operator: health, limits, and one log line per GraphQL request. Invariant: a request that cannot
 * be read gets a GraphQL error with a sentence, never a stack trace.
 */
import { type FastifyError, type FastifyInstance, type FastifyRequest, fastify } from 'fastify';
import type { Logger } from 'pino';
import type { RequestNote } from './operatorSchema.ts';
import { guardRequests, type RequestGuard } from './verify/guardRequests.ts';
import type { VerifyRequest } from './verify/verifyRequest.ts';

/** Bytes of a request: 100 times what the hub sends for 100 parcels. */
const LARGEST_BODY = 1024 * 1024;

/** A client that sends slower than this is not the hub; 408. */
const SLOWEST_REQUEST_MS = 30_000;

/** An HTTP server without its GraphQL route, and what belongs to it. */
export interface HttpServer {
  readonly app: FastifyInstance;
  /** Decides which requests the GraphQL route lets in. */
  readonly guard: RequestGuard;
  /** Begins the note of a request, for its line in the log. */
  readonly noteRequest: (request: FastifyRequest) => RequestNote;
  /** Answers `GET /health/ready` with 503 from now on. */
  readonly beginStop: () => void;
}

/** A server that listens nowhere yet; without `verify` it answers requests that nobody signed. */
export function createHttpServer(logger: Logger, verify: VerifyRequest | undefined): HttpServer {
  const app = fastify({ bodyLimit: LARGEST_BODY, requestTimeout: SLOWEST_REQUEST_MS, logger: false });
  const notes = new WeakMap<FastifyRequest, RequestNote>();
  let isStopping = false;
  // GraphQL is JSON; without the parser for plain text such a request is refused with 415.
  app.removeContentTypeParser('text/plain');
  const guard = guardRequests(app, verify);
  app.setErrorHandler(async (error: FastifyError, _, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) logger.error({ err: error }, 'request failed');
    const message = status >= 500 ? 'internal error of the operator' : error.message;
    await reply
      .code(status)
      .send({ errors: [{ message, extensions: { code: error.code ?? 'BAD_REQUEST' } }] });
  });
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql' || !logger.isLevelEnabled('info')) return;
    const { operation, entities, errors } = notes.get(request) ?? { operation: null, entities: 0, errors: 0 };
    const durationMs = Math.round(reply.elapsedTime * 100) / 100;
    const outcome = outcomeOf(reply.statusCode, errors);
    const refused = guard.refusalOf(request);
    const asked = refused === undefined ? guard.grantOf(request) : { refused };
    logger.info({ operation, entities, durationMs, outcome, errors, ...asked }, 'request');
  });
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_, reply) => {
    if (isStopping) void reply.code(503);
    return { status: isStopping ? 'stopping' : 'ready' };
  });
  return {
    app,
    guard,
    noteRequest: (request) => {
      const note: RequestNote = { operation: null, entities: 0, errors: 0 };
      notes.set(request, note);
      return note;
    },
    beginStop: () => {
      isStopping = true;
    },
  };
}

function outcomeOf(status: number, errors: number): 'ok' | 'partial' | 'refused' | 'failed' {
  if (status >= 500) return 'failed';
  if (status >= 400) return 'refused';
  return errors > 0 ? 'partial' : 'ok';
}
