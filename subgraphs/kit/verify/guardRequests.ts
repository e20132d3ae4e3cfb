/**
 * Lets requests into an operator: those that the hub signed, or any at all where the operator was told so.
 * Invariant: a request that is refused is refused before its body is read, and one whose body is another before it is parsed.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { Grant, RequestRefusal } from './grant.ts';
import { fitsDigest, type VerifyRequest } from './verifyRequest.ts';

export interface RequestGuard {
  /** For the route that is guarded. */
  readonly onRequest: onRequestAsyncHookHandler;
  /** The grant of a request that was let in; null where requests are not signed. */
  readonly grantOf: (request: FastifyRequest) => Grant | null;
  /** Why a request was refused; undefined when it was not. */
  readonly refusalOf: (request: FastifyRequest) => RequestRefusal['code'] | undefined;
}

/** A guard for the routes of a server; without `verify` it lets everything in. */
export function guardRequests(app: FastifyInstance, verify: VerifyRequest | undefined): RequestGuard {
  const grants = new WeakMap<FastifyRequest, Grant>();
  const refusals = new WeakMap<FastifyRequest, RequestRefusal['code']>();
  const send = ({ status, code, message }: Omit<RequestRefusal, 'kind'>, reply: FastifyReply) => {
    refusals.set(reply.request, code);
    reply.code(status);
    if (status === 401) reply.header('www-authenticate', 'Bearer').header('accept-signature', WANTED);
    return reply.send({ errors: [{ message, extensions: { code } }] });
  };
  if (verify !== undefined) {
    const parseJson = app.getDefaultJsonParser('error', 'error');
    app.removeContentTypeParser('application/json');
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
      if (fitsDigest(body, request.headers['content-digest'])) {
        // Fastify's own parser answers through `done`, and refuses keys that would reach into prototypes.
        void parseJson(request, body.toString('utf8'), done);
        return;
      }
      refusals.set(request, 'SIGNATURE_INVALID');
      done(Object.assign(new Error(WRONG_BODY), { statusCode: 401, code: 'SIGNATURE_INVALID' }));
    });
  }
  return {
    async onRequest(request, reply) {
      if (verify === undefined) return;
      const verified = await verify(request.raw);
      if (verified.kind === 'refused') return send(verified, reply);
      grants.set(request, verified.grant);
    },
    grantOf: (request) => grants.get(request) ?? null,
    refusalOf: (request) => refusals.get(request),
  };
}

const WRONG_BODY = 'the body is not the one that was signed: `content-digest` does not fit it';

/** What a signature must be like, as RFC 9421 (5.1) lets a server say it. */
const WANTED =
  'hub=("@method" "@path" "@query" "content-digest" "authorization");created;expires;nonce;keyid;alg="ed25519";tag="tracking-hub"';
