/** Whose requests an operator answers must be said, and anybody's can be answered on this machine alone. */
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { defineOperator, startOperator } from '../../subgraphs/kit/index.ts';
import { readAnswered, readHub } from '../../subgraphs/kit/verify/readHub.ts';
import { forkExample } from './support.ts';

const JWKS = 'https://hub.example/.well-known/jwks.json';
const own = Object.values(networkInterfaces()).flat();
const ownAddress = own.find((address) => address?.family === 'IPv4' && !address.internal)?.address;

test.each([
  ['the hub’s', { HUB_JWKS_URL: JWKS }, '0.0.0.0', JWKS],
  [
    'the hub’s on this machine',
    { HUB_JWKS_URL: 'http://127.0.0.1:4000/x' },
    '127.0.0.1',
    'http://127.0.0.1:4000/x',
  ],
  [
    'the hub’s on this machine, by IPv6',
    { HUB_JWKS_URL: 'http://[::1]:4000/x' },
    '::1',
    'http://[::1]:4000/x',
  ],
  ['anybody’s, on 127.0.0.1', { UNSIGNED_REQUESTS: 'allow' }, '127.0.0.1', undefined],
  ['anybody’s, on ::1', { UNSIGNED_REQUESTS: 'allow' }, '::1', undefined],
  ['anybody’s, on localhost', { UNSIGNED_REQUESTS: 'allow', HUB_JWKS_URL: '' }, 'localhost', undefined],
  ['the hub’s, where anybody’s is not allowed', { HUB_JWKS_URL: JWKS, UNSIGNED_REQUESTS: 'no' }, '::', JWKS],
])('%s', (_, env, host, expected) => {
  expect(readHub(readAnswered(env), host)?.href).toBe(expected);
});

test.skipIf(ownAddress === undefined)('the hub’s on this machine, by its own address', () => {
  const hubJwksUrl = `http://${ownAddress}:4000/jwks`;
  expect(readHub({ hubJwksUrl }, '0.0.0.0')?.href).toBe(hubJwksUrl);
  expect(() => readHub({ unsigned: 'allow' }, ownAddress ?? '')).toThrow('loopback');
});

test.each([
  ['nothing', {}, '127.0.0.1', /^set HUB_JWKS_URL to the address/],
  ['another word than `allow`', { UNSIGNED_REQUESTS: 'true' }, '127.0.0.1', /^set HUB_JWKS_URL/],
  ['both', { HUB_JWKS_URL: JWKS, UNSIGNED_REQUESTS: 'allow' }, '127.0.0.1', /contradict each other/],
  [
    'anybody’s, for all the world',
    { UNSIGNED_REQUESTS: 'allow' },
    '0.0.0.0',
    /loopback address only, not on `0\.0\.0\.0`/,
  ],
  ['anybody’s, at a name', { UNSIGNED_REQUESTS: 'allow' }, '127.0.0.1.example', /loopback address only/],
  ['keys from afar without TLS', { HUB_JWKS_URL: 'http://hub.example/jwks' }, '::', /must begin with https/],
  [
    'keys from an address that looks near',
    { HUB_JWKS_URL: 'http://127.0.0.1.example/' },
    '::',
    /must begin with https/,
  ],
  ['keys from a file', { HUB_JWKS_URL: 'file:///jwks.json' }, '::', /must begin with https/],
  ['no address', { HUB_JWKS_URL: 'jwks' }, '::', /HUB_JWKS_URL is `jwks`/],
])('refused with a sentence: %s', (_, env, host, sentence) => {
  expect(() => readHub(readAnswered(env), host)).toThrow(sentence);
});

test('an operator of a program that does not say it does not start', async () => {
  const operator = defineOperator({ code: 'swift', role: 'courier', legs: async () => [] });
  await expect(startOperator(operator, {})).rejects.toThrow('set HUB_JWKS_URL');
  await expect(startOperator(operator, { unsigned: 'allow', host: '0.0.0.0' })).rejects.toThrow('loopback');
});

test('a process that is not told it is one sentence and exit code 1', async () => {
  const { child, output } = forkExample({ PORT: '0', UNSIGNED_REQUESTS: '', HUB_JWKS_URL: '' });
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(output.err).toMatch(/^Swift Couriers cannot start: set HUB_JWKS_URL .*UNSIGNED_REQUESTS=allow\.\n$/);
});
