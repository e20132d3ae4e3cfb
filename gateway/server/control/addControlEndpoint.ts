/**
 * `POST /control/graphql`: what operators, platforms, mediators and the administrator change and read, each request signed.
 * Invariant: a stranger's body is not read; nothing is executed for a request that is not signed, fresh and new.
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ControlContext } from '../../control/controlModule.ts';
import type {
  ControlRefusal,
  ControlRefusalCode,
  ControlVerifier,
  VerifiedHead,
} from '../../identity/control/verifyControl.ts';
import type { ExecuteControl } from './executeControl.ts';

/** The largest body, in bytes: 5,000 legs in one call, or an operator's whole SDL, are below it. */
export const MAX_CONTROL_BYTES = 8 * 1024 * 1024;

export const CONTROL_PATH = '/control/graphql';

/** What answers requests, once the store is open. */
export interface ControlParts {
  readonly verifier: ControlVerifier;
  readonly execute: ExecuteControl;
  /** The hub's clock, in milliseconds since the epoch. */
  readonly readNow: () => number;
  readonly confirm: ControlContext['confirm'];
}

/** Adds the route to a server; while there are no parts it answers 503. */
export function addControlEndpoint(http: FastifyInstance, readParts: () => ControlParts | undefined): void {
  const heads = new WeakMap<FastifyRequest, VerifiedHead>();
  const verifyHead = async (request: FastifyRequest, reply: FastifyReply) => {
    const parts = readParts();
    if (parts === undefined) return sendNotReady(reply);
    const { method = '', url: target = '', rawHeaders } = request.raw;
    const verified = await parts.verifier.verifyHead({ method, target, rawHeaders });
    if (verified.kind === 'refused') return sendRefusal(reply, verified);
    heads.set(request, verified);
  };
  http.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const parserOptions = { parseAs: 'buffer', bodyLimit: MAX_CONTROL_BYTES } as const;
    scope.addContentTypeParser('application/json', parserOptions, (_, body, done) => done(null, body));
    scope.setErrorHandler<FastifyError>(async (error, request, reply) => {
      const { statusCode = 500 } = error;
      if (statusCode < 500) return reply.code(statusCode).send(problem('BAD_REQUEST', explain(error)));
      request.log.error({ err: error }, 'a request to the control API failed inside the hub');
      const message = 'the hub could not answer; its log has the details';
      return reply.code(500).send(problem('INTERNAL_SERVER_ERROR', message));
    });
    const parseJson = scope.getDefaultJsonParser('error', 'error');
    const readJson = (request: FastifyRequest, text: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        // Fastify's own parser refuses keys that would reach into prototypes.
        void parseJson(request, text, (error, value) => (error ? reject(error) : resolve(value)));
      });
    const options = { onRequest: verifyHead, bodyLimit: MAX_CONTROL_BYTES };
    scope.post(CONTROL_PATH, options, async (request, reply) => {
      const parts = readParts();
      const head = heads.get(request);
      if (parts === undefined || head === undefined) return sendNotReady(reply);
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const refusal = await parts.verifier.acceptBody(head, body);
      if (refusal !== undefined) return sendRefusal(reply, refusal);
      const { code, kind, role, keyId } = head.signer;
      const { readNow, confirm } = parts;
      const context = { actor: { code, kind, role, keyId }, now: readNow(), confirm };
      const answer = await parts.execute(await readJson(request, body.toString('utf8')), context);
      return reply.code(answer.status).header('cache-control', 'no-store').send(answer.body);
    });
    scope.get(CONTROL_PATH, async (_, reply) => {
      reply.code(405).header('allow', 'POST');
      return problem('METHOD_NOT_ALLOWED', 'send GraphQL operations by POST, as JSON, each request signed');
    });
  });
}

/** What a signature must be like, as RFC 9421 (5.1) lets a server say it. */
const WANTED =
  'control=("@method" "@path" "@query" "content-digest");created;expires;nonce;keyid;alg="ed25519";tag="tracking-hub-control"';

function sendRefusal(reply: FastifyReply, { code, message }: ControlRefusal) {
  return reply.code(401).header('accept-signature', WANTED).send(problem(code, message));
}

function sendNotReady(reply: FastifyReply) {
  reply.code(503).header('retry-after', '1');
  const message = 'the hub is starting or stopping; ask `GET /health/ready` and try again';
  return reply.send(problem('NOT_READY', message));
}

function problem(code: ControlRefusalCode | string, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}

function explain(error: FastifyError): string {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return `the request body is larger than ${MAX_CONTROL_BYTES / 1024 / 1024} MB`;
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'the request needs `content-type: application/json`';
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return 'the request body is not JSON; send {"query": "...", "variables": {...}}';
    default:
      return error.message;
  }
}
