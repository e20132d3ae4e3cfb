/**
 * Signs an audit's requests with keys of its own, for a subgraph that has no hub yet: it is started with `HUB_JWKS_URL` at the
 * key set that is served here. Invariant: the keys live as long as the command, and are served on this machine alone.
 */
import { randomBytes } from 'node:crypto';
import { fastify } from 'fastify';
import { createAuditSigner } from '../../identity/signAuditRequest.ts';
import { createSigningKey } from '../../identity/signingKey.ts';
import { EXIT, Refusal } from '../hub/terminal.ts';
import { AUDIT_PURPOSE, type AuditSigner } from './auditSigner.ts';

/** Where a subgraph finds the keys, unless `--jwks-port` says otherwise. */
export const DEFAULT_JWKS_PORT = 4199;

export interface LocalSigner extends AuditSigner {
  /** As `http://127.0.0.1:4199/jwks.json`. */
  readonly jwksUrl: string;
}

/** Serves a key set and signs with its keys. Throws a `Refusal` when the port cannot be had. */
export async function openLocalSigner(operator: string, port: number): Promise<LocalSigner> {
  const grantKey = createSigningKey('grant', randomBytes(32));
  const requestKey = createSigningKey('request', randomBytes(32));
  const sign = createAuditSigner({ grantKey, requestKey, readClock: Date.now });
  const app = fastify({ forceCloseConnections: true });
  app.get('/jwks.json', async () => ({ keys: [grantKey.publicJwk, requestKey.publicJwk] }));
  let address: string;
  try {
    address = await app.listen({ port, host: '127.0.0.1' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : String(error);
    throw new Refusal(
      `port ${port} for the key set cannot be had (${code}); choose another with --jwks-port, and start the subgraph with it in HUB_JWKS_URL`,
      EXIT.usage,
    );
  }
  return {
    operator,
    jwksUrl: `${address}/jwks.json`,
    sign: (request) => sign({ operator, purpose: AUDIT_PURPOSE, ...request }),
    close: () => app.close(),
  };
}
