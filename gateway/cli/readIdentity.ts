/** Reads from the environment whose tokens the hub takes: an issuer's outside, or its own. */
import type { IdentityOptions } from '../server/openIdentity.ts';
import { BadSetting } from './readSettings.ts';

/** Without `HUB_TOKEN_ISSUER` the hub's own, for platforms that are on the network. Throws a `BadSetting` when only half of an issuer is named. */
export function readIdentity(env: NodeJS.ProcessEnv): IdentityOptions {
  const issuer = env['HUB_TOKEN_ISSUER'] || undefined;
  const address = env['HUB_TOKEN_JWKS_URL'] || undefined;
  if (issuer === undefined && address === undefined) return { kind: 'participants' };
  if (issuer === undefined || address === undefined) {
    const missing = issuer === undefined ? 'HUB_TOKEN_ISSUER' : 'HUB_TOKEN_JWKS_URL';
    throw new BadSetting(
      `${missing} is not set; a token issuer needs both: HUB_TOKEN_ISSUER is the \`iss\` of its tokens, HUB_TOKEN_JWKS_URL is where its public keys are`,
    );
  }
  return { kind: 'issuer', issuer, jwksUrl: readAddress(address) };
}

/** Keys that are fetched without TLS can be swapped on the way, so plain HTTP is for this machine alone. */
function readAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLocal = url?.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url !== undefined && (url.protocol === 'https:' || isLocal)) return url;
  throw new BadSetting(
    `HUB_TOKEN_JWKS_URL is \`${address}\`; it must begin with https:// (http:// on this machine alone)`,
  );
}
