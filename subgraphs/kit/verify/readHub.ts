/**
 * Reads whose requests an operator answers. Invariant: it is said, never assumed; and requests that nobody signed are
 * answered only where nobody else can send any, on this machine.
 */
import { isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Whose requests an operator answers: one of the two. */
export interface AnsweredRequests {
  /** The hub's: where its public keys are, as `https://hub.example/.well-known/jwks.json`. */
  readonly hubJwksUrl?: string;
  /** Anybody's, signed or not: for trying things out, on a loopback address alone. */
  readonly unsigned?: 'allow';
}

/** The address of the hub's keys; undefined where requests need no signature. Throws an `Error` with a sentence. */
export function readHub({ hubJwksUrl, unsigned }: AnsweredRequests, host: string): URL | undefined {
  if (hubJwksUrl !== undefined && unsigned !== undefined) {
    throw new Error(
      'HUB_JWKS_URL and UNSIGNED_REQUESTS=allow contradict each other; set the first for a network, the second to try things out',
    );
  }
  if (hubJwksUrl !== undefined) return readAddress(hubJwksUrl);
  if (unsigned === undefined) {
    throw new Error(
      "set HUB_JWKS_URL to the address of the hub's public keys, as http://127.0.0.1:4000/.well-known/jwks.json; without a hub, to try things out on this machine, UNSIGNED_REQUESTS=allow",
    );
  }
  if (isLoopback(host)) return undefined;
  throw new Error(
    `UNSIGNED_REQUESTS=allow works on a loopback address only, not on \`${host}\`: leave HOST out, or set HUB_JWKS_URL`,
  );
}

/** The same as the environment says it, by `HUB_JWKS_URL` and `UNSIGNED_REQUESTS`. */
export function readAnswered(env: NodeJS.ProcessEnv): AnsweredRequests {
  const hubJwksUrl = env['HUB_JWKS_URL'] || undefined;
  return {
    ...(hubJwksUrl === undefined ? {} : { hubJwksUrl }),
    // Any other word than this one is no permission.
    ...(env['UNSIGNED_REQUESTS'] === 'allow' ? { unsigned: 'allow' } : {}),
  };
}

/** Keys that are fetched without TLS can be swapped on the way, so plain HTTP is for this machine alone. */
function readAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(host));
  if (url !== undefined && isSafe) return url;
  throw new Error(
    `HUB_JWKS_URL is \`${address}\`; it must begin with https:// (http:// on this machine alone)`,
  );
}

function isThisMachine(host: string): boolean {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return isLoopback(host) || own.some(({ address }) => address === host);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
