/** The hub's HTTP surface: GraphQL over HTTP by POST only, health, and errors in GraphQL's own shape. */
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RouteHandlerMethod,
} from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { readOwn } from '../base/ownRecord.ts';
import type { NetworkHealth } from './composedNetwork.ts';
import { addControlEndpoint } from './control/addControlEndpoint.ts';
import type { Control } from './control/createControl.ts';
import { identifyCaller } from './identifyCaller.ts';
import { limitQuery } from './limitQuery.ts';
import type { HubIdentity } from './openIdentity.ts';
import { addTokenEndpoint } from './tokenEndpoint.ts';

/** The largest request body, in bytes: a query of 100 numbers is under 10 KB. */
export const MAX_BODY_BYTES = 256 * 1024;

export interface HttpParts {
  readonly log: Logger;
  /** What answers GraphQL requests; undefined while the hub cannot answer any. */
  readonly readHandler: () => RouteHandlerMethod | undefined;
  /** True once the hub was told to stop, though it may still answer; never when left out. */
  readonly isDraining?: () => boolean;
  /** How far the network behind it can be relied on; as far as it goes when left out, or not known yet. */
  readonly readHealth?: () => NetworkHealth | undefined;
  readonly identity: Pick<HubIdentity, 'verify' | 'issueToken' | 'jwks'>;
  /** Undefined where there is no control API: for measurements. */
  readonly control?: Pick<Control, 'readParts'>;
}

/** The HTTP server, not yet listening. */
export function createHttp(parts: HttpParts): FastifyInstance {
  const { log, readHandler, isDraining = () => false, identity, control } = parts;
  const { readHealth = () => undefined } = parts;
  const isReady = () => readHandler() !== undefined && !isDraining();
  const http = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    // A client's idle connection must not keep a hub alive that was told to stop.
    forceCloseConnections: 'idle',
    // A client that sends slower than this holds a connection for nothing; 408.
    requestTimeout: 15_000,
  });
  // Only JSON: a browser sends text from any page without asking first.
  http.removeContentTypeParser('text/plain');
  const refuseUnready = async (_: FastifyRequest, reply: FastifyReply) => {
    if (readHandler() === undefined) return sendNotReady(reply);
  };
  const hooks = { onRequest: [refuseUnready, identifyCaller(identity.verify)], preHandler: refuseTooMuch() };
  http.post('/graphql', hooks, function (request, reply) {
    // Asked again: a hub may have begun to stop while the body came in.
    const handler = readHandler();
    return handler === undefined ? sendNotReady(reply) : handler.call(this, request, reply);
  });
  http.addHook('onSend', async (_, reply) => {
    // While the hub stops, no connection is kept for a next request.
    if (!isReady()) reply.header('connection', 'close');
  });
  http.get('/graphql', async (_, reply) => {
    reply.code(405).header('allow', 'POST');
    return problem('METHOD_NOT_ALLOWED', 'send GraphQL operations by POST, as JSON: {"query": "..."}');
  });
  http.get('/.well-known/jwks.json', async (_, reply) => {
    reply.header('cache-control', 'public, max-age=60');
    return identity.jwks;
  });
  addTokenEndpoint(http, identity.issueToken);
  if (control !== undefined) addControlEndpoint(http, control.readParts);
  addHealth(http, isReady, readHealth);
  http.setErrorHandler<FastifyError>(async (error, _, reply) => {
    const status = error.statusCode ?? 500;
    reply.code(status);
    if (status < 500) return problem('BAD_REQUEST', explain(error));
    log.error({ err: error }, 'a request failed inside the hub');
    return problem('INTERNAL_SERVER_ERROR', 'the hub could not answer; its log has the details');
  });
  http.setNotFoundHandler(async (request, reply) => {
    reply.code(404);
    return problem(
      'NOT_FOUND',
      `nothing is at \`${request.url.slice(0, 100)}\`; GraphQL is at \`POST /graphql\`, for participants at \`POST /control/graphql\`, and a page to explore it at \`/sandbox\``,
    );
  });
  return http;
}

/** Whether to start this hub anew, and whether to send it requests: decision 0016. */
function addHealth(
  http: FastifyInstance,
  isReady: () => boolean,
  readHealth: () => NetworkHealth | undefined,
): void {
  http.get('/health/live', async (_, reply) => {
    const reason = readHealth()?.astray;
    if (reason === undefined) return { status: 'live' };
    reply.code(503);
    return { status: 'start it again', reason };
  });
  http.get('/health/ready', async (_, reply) => {
    if (isReady()) {
      const { isCurrent = true } = readHealth() ?? {};
      return { status: 'ready', serves: isCurrent ? 'what is agreed' : 'last known values only' };
    }
    reply.code(503);
    return { status: 'not ready' };
  });
}

/** How many operations are remembered as within the limits. */
const KNOWN_QUERIES = 2_000;
/** Longer ones are looked at every time. */
const LONGEST_KNOWN = 10_000;

/** Looks at each operation once, before Apollo Server does. */
function refuseTooMuch() {
  const known = new LRUCache<string, true>({ max: KNOWN_QUERIES });
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const query = readOwn(request.body, 'query');
    if (typeof query !== 'string' || known.has(query)) return;
    const refusal = limitQuery(query);
    if (refusal !== undefined) return reply.code(400).send(problem(refusal.code, refusal.message));
    if (query.length <= LONGEST_KNOWN) known.set(query, true);
  };
}

function sendNotReady(reply: FastifyReply) {
  reply.code(503).header('retry-after', '1');
  return reply.send(
    problem('NOT_READY', 'the hub is starting or stopping; ask `GET /health/ready` and try again'),
  );
}

function problem(code: string, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}

function explain(error: FastifyError): string {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return `the request body is larger than ${MAX_BODY_BYTES / 1024} KB`;
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'the request needs `content-type: application/json`';
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return 'the request body is not JSON; send {"query": "...", "variables": {...}}';
    default:
      return error.message;
  }
}
