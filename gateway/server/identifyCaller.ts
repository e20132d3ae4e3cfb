/**
 * Lets a request in when it is known who asks and why.
 * Invariant: this comes before the body is read; a request that is refused here has cost neither parsing nor a look into
 * the store, and no operator hears of it.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal, VerifiedCaller, VerifyCaller } from '../identity/verifyCaller.ts';

const callers = new WeakMap<FastifyRequest, VerifiedCaller>();

/** A hook for `onRequest` that notes the caller, or answers 401, 403 or 503. */
export function identifyCaller(verify: VerifyCaller) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const verification = await verify({
      authorization: valuesOf(request.raw, 'authorization'),
      purpose: valuesOf(request.raw, 'tracking-purpose'),
    });
    if (verification.kind === 'refused') return refuse(verification.refusal, reply);
    callers.set(request, verification.caller);
  };
}

/** The caller of a request that was let in. */
export function callerOf(request: FastifyRequest): VerifiedCaller {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error('a request was let in without a caller');
  return caller;
}

/** Every value of a header: Node joins some that are sent twice, and drops others. */
function valuesOf({ rawHeaders }: FastifyRequest['raw'], name: string): readonly string[] {
  const values: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === name) values.push(rawHeaders[index + 1] ?? '');
  }
  return values;
}

function refuse({ status, code, message, allowed }: Refusal, reply: FastifyReply) {
  reply.code(status);
  if (status === 503) reply.header('retry-after', '1');
  else reply.header('www-authenticate', writeChallenge({ status, code, message, allowed: allowed ?? [] }));
  const extensions = allowed === undefined ? { code } : { code, allowed };
  return reply.send({ errors: [{ message, extensions }] });
}

/** RFC 6750, section 3: without a token only the scheme; else what is wrong with it. */
function writeChallenge({ status, code, message, allowed }: Required<Refusal>): string {
  const challenge = 'Bearer realm="tracking-hub"';
  if (code === 'UNAUTHENTICATED') return challenge;
  if (status === 403) return `${challenge}, error="insufficient_scope", scope="${allowed.join(' ')}"`;
  // A quoted string of a header holds printable ASCII without quotes and backslashes.
  const description = message.replace(/[^\x20-\x7e]|["\\]/g, '?');
  return `${challenge}, error="invalid_token", error_description="${description}"`;
}
