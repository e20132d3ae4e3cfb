/** Attacks on an operator's own port with grants that are none, each beside the nearest that passes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signJwt } from '../../gateway/identity/signJwt.ts';
import { openHubKeys } from '../../subgraphs/kit/verify/hubKeys.ts';
import { createGrantVerifier } from '../../subgraphs/kit/verify/verifyGrant.ts';
import {
  BODY,
  ENTITIES,
  type Headers,
  outcome,
  send,
  signWithLibrary,
  startVerifyingNetwork,
  type TestSigner,
  testSigner,
  type VerifyingNetwork,
} from './signedRequests.ts';

/** One of each for the long tables, in which nothing depends on what came before. */
let shared: VerifyingNetwork;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  shared = await startVerifyingNetwork((end) => ends.push(end));
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

describe('a grant is refused:', () => {
  const withGrant = async (hub: TestSigner, grant: string, scheme = 'Bearer'): Promise<Headers> =>
    signWithLibrary(hub, { ...(await hub.headers()), authorization: `${scheme} ${grant}` });
  const now = () => Math.floor(Date.now() / 1_000);
  const claims = () => ({
    iss: 'tracking-hub',
    aud: 'swift',
    iat: now(),
    exp: now() + 60,
    jti: 'j',
    use: 'entities',
    platform: 'cainiao',
    purpose: 'ORDER_STATUS',
  });

  test('but not the one that is as it must be', async () => {
    const { hub, operator } = shared;
    const grant = signJwt(hub.grantKey, 'grant+jwt', claims());
    expect(outcome(await send(operator.url, await withGrant(hub, grant)))).toBe('200');
  });

  test.each<[string, (hub: TestSigner) => string, string]>([
    [
      'signed by the key for requests',
      (hub) => signJwt(hub.requestKey, 'grant+jwt', claims()),
      'KEY_UNKNOWN',
    ],
    [
      'signed by the key for requests under the other’s name',
      (hub) => signJwt({ ...hub.requestKey, id: hub.grantKey.id }, 'grant+jwt', claims()),
      'GRANT_INVALID',
    ],
    ['of another hub', () => testSigner().grant(), 'KEY_UNKNOWN'],
    [
      'of another hub under this one’s name',
      (hub) => signJwt({ ...testSigner().grantKey, id: hub.grantKey.id }, 'grant+jwt', claims()),
      'GRANT_INVALID',
    ],
    [
      'that is a caller’s token',
      (hub) =>
        signJwt(hub.grantKey, 'at+jwt', { ...claims(), aud: 'tracking-hub', purposes: ['ORDER_STATUS'] }),
      'GRANT_INVALID',
    ],
    ['of the type of a caller’s token', (hub) => signJwt(hub.grantKey, 'at+jwt', claims()), 'GRANT_INVALID'],
    [
      'that has expired',
      (hub) => signJwt(hub.grantKey, 'grant+jwt', { ...claims(), iat: now() - 60, exp: now() - 6 }),
      'GRANT_EXPIRED',
    ],
    [
      'that holds for an hour',
      (hub) => signJwt(hub.grantKey, 'grant+jwt', { ...claims(), exp: now() + 3_600 }),
      'GRANT_INVALID',
    ],
    [
      'that never expires',
      (hub) => signJwt(hub.grantKey, 'grant+jwt', { ...claims(), exp: undefined }),
      'GRANT_INVALID',
    ],
    [
      'issued in the future',
      (hub) => signJwt(hub.grantKey, 'grant+jwt', { ...claims(), iat: now() + 14, exp: now() + 60 }),
      'GRANT_INVALID',
    ],
    ['for another operator', (hub) => hub.grant('zto'), 'GRANT_INVALID'],
    [
      'for this operator and another',
      (hub) => signJwt(hub.grantKey, 'grant+jwt', { ...claims(), aud: ['swift', 'zto'] }),
      'GRANT_INVALID',
    ],
    [
      'of somebody else',
      (hub) => signJwt(hub.grantKey, 'grant+jwt', { ...claims(), iss: 'other-hub' }),
      'GRANT_INVALID',
    ],
    [
      'without a platform',
      (hub) => signJwt(hub.grantKey, 'grant+jwt', { ...claims(), platform: undefined }),
      'GRANT_INVALID',
    ],
    [
      'with an agreement that has no version',
      (hub) => signJwt(hub.grantKey, 'grant+jwt', { ...claims(), agreement: 'a' }),
      'GRANT_INVALID',
    ],
    [
      'for an unknown use',
      (hub) => signJwt(hub.grantKey, 'grant+jwt', { ...claims(), use: 'everything' }),
      'GRANT_INVALID',
    ],
    ['that is no token', () => 'x', 'GRANT_INVALID'],
    ['of 10,000 characters', () => 'x'.repeat(10_000), 'GRANT_INVALID'],
  ])('%s', async (_, make, code) => {
    const { hub, operator } = shared;
    expect(outcome(await send(operator.url, await withGrant(hub, make(hub)), BODY))).toBe(`401 ${code}`);
    expect(outcome(await send(operator.url, await hub.headers()))).toBe('200');
    expect(operator.grants).toEqual([]);
  });

  test('in another scheme', async () => {
    const { hub, operator } = shared;
    expect(outcome(await send(operator.url, await withGrant(hub, hub.grant(), 'Basic')))).toBe(
      '401 GRANT_INVALID',
    );
  });

  test('for the SDL, when it is to give legs', async () => {
    const { hub, operator } = shared;
    const sdl = await send(operator.url, await hub.headers(BODY, { grant: 'sdl' }), BODY);
    expect(sdl.data).toMatchObject({ _service: { sdl: expect.any(String) } });
    const legs = await send(operator.url, await hub.headers(ENTITIES, { grant: 'sdl' }), ENTITIES);
    expect([legs.data, legs.code]).toEqual([{ _entities: [null] }, 'GRANT_INVALID']);
    expect(operator.grants).toEqual([]);
  });

  test('although the same one passed before, once it has expired', async () => {
    const { hub, jwks } = shared;
    let clock = Date.now();
    const verify = createGrantVerifier('swift', openHubKeys(new URL(jwks.url)), () => clock);
    const grant = hub.grant();
    const at = async (seconds: number) => {
      clock = Date.now() + seconds * 1_000;
      const verified = await verify(grant);
      return verified.kind === 'refused' ? verified.code : verified.kind;
    };
    expect([await at(0), await at(60), await at(66)]).toEqual(['verified', 'verified', 'GRANT_EXPIRED']);
  });
});
