import { expect, test } from 'vitest';
import { readIdentity } from '../../gateway/cli/readIdentity.ts';

const ISSUER = 'https://issuer.example';

test.each([
  ['nothing', {}, 'participants'],
  ['empty settings', { HUB_TOKEN_ISSUER: '', HUB_TOKEN_JWKS_URL: '' }, 'participants'],
  ['an issuer', { HUB_TOKEN_ISSUER: ISSUER, HUB_TOKEN_JWKS_URL: `${ISSUER}/jwks` }, 'issuer'],
  [
    'an issuer on this machine',
    { HUB_TOKEN_ISSUER: 'x', HUB_TOKEN_JWKS_URL: 'http://[::1]:8080/jwks' },
    'issuer',
  ],
])('%s is taken', (_, env, kind) => {
  expect(readIdentity(env).kind).toBe(kind);
});

test.each([
  ['an issuer without keys', { HUB_TOKEN_ISSUER: ISSUER }, /^HUB_TOKEN_JWKS_URL is not set/],
  ['keys without an issuer', { HUB_TOKEN_JWKS_URL: `${ISSUER}/jwks` }, /^HUB_TOKEN_ISSUER is not set/],
  [
    'an address that is none',
    { HUB_TOKEN_ISSUER: ISSUER, HUB_TOKEN_JWKS_URL: 'jwks' },
    /is `jwks`; it must begin with https/,
  ],
  [
    'keys from afar without TLS',
    { HUB_TOKEN_ISSUER: ISSUER, HUB_TOKEN_JWKS_URL: 'http://issuer.example/jwks' },
    /https:/,
  ],
  ['a file', { HUB_TOKEN_ISSUER: ISSUER, HUB_TOKEN_JWKS_URL: 'file:///jwks.json' }, /https:/],
])('%s is refused in a sentence', (_, env, sentence) => {
  expect(() => readIdentity(env)).toThrow(sentence);
});
