/** Attacks on an operator's own port by requests of others and by requests seen on their way, each beside one that passes. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openHubKeys } from '../../subgraphs/kit/verify/hubKeys.ts';
import {
  BODY,
  ENTITIES,
  outcome,
  parametersOf,
  send,
  signWithLibrary,
  startJwks,
  startVerifying,
  startVerifyingNetwork,
  type TestSigner,
  testSigner,
} from './signedRequests.ts';

test('the hub’s own request passes, and says for whom it is made', async () => {
  const { hub, operator } = await startVerifyingNetwork();
  const answer = await send(operator.url, await hub.headers(ENTITIES), ENTITIES);
  expect([outcome(answer), answer.data]).toEqual(['200', { _entities: [{ waybill: 'W1' }] }]);
  const grant = {
    use: 'entities',
    platform: 'cainiao',
    purpose: 'ORDER_STATUS',
    agreement: 'swift--cainiao@2',
  };
  expect(operator.grants).toEqual([grant]);
  expect(operator.requests()).toMatchObject([{ operation: 'Legs', entities: 1, outcome: 'ok', ...grant }]);
});

describe('a request of another is refused:', () => {
  test('one without a signature, whatever it asks', async () => {
    const { operator } = await startVerifyingNetwork();
    for (const body of [BODY, ENTITIES, '{"query":"{ __typename }"}', '{', '']) {
      const answer = await send(operator.url, { 'content-type': 'application/json' }, body);
      expect(outcome(answer)).toBe('401 REQUEST_UNSIGNED');
      expect(answer.message).toContain('this operator answers requests that the hub has signed');
      expect(answer.headers['accept-signature']).toContain('tag="tracking-hub"');
    }
    expect(operator.grants).toEqual([]);
    expect(operator.requests()[0]).toMatchObject({ outcome: 'refused', refused: 'REQUEST_UNSIGNED' });
  });

  test.each(['authorization', 'content-digest', 'signature-input', 'signature'])(
    'one without `%s`',
    async (name) => {
      const { hub, operator } = await startVerifyingNetwork();
      const { [name]: _, ...headers } = await hub.headers();
      expect(outcome(await send(operator.url, headers))).toBe('401 REQUEST_UNSIGNED');
      expect(outcome(await send(operator.url, await hub.headers()))).toBe('200');
    },
  );

  test.each(['authorization', 'content-digest', 'signature-input', 'signature'])(
    'one with `%s` twice',
    async (name) => {
      const { hub, operator } = await startVerifyingNetwork();
      const headers = await hub.headers();
      const twice = { ...headers, [name]: [String(headers[name]), String(headers[name])] };
      expect(outcome(await send(operator.url, twice))).toBe('401 SIGNATURE_INVALID');
      expect(outcome(await send(operator.url, headers))).toBe('200');
    },
  );

  test('the grant alone, without a signature of the request', async () => {
    const { hub, operator } = await startVerifyingNetwork();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${hub.grant()}` };
    expect(outcome(await send(operator.url, headers))).toBe('401 REQUEST_UNSIGNED');
  });
});

describe('a request that was seen on its way is refused:', () => {
  test('the same again', async () => {
    const { hub, operator } = await startVerifyingNetwork();
    const headers = await hub.headers();
    expect(outcome(await send(operator.url, headers))).toBe('200');
    expect(outcome(await send(operator.url, headers))).toBe('401 REQUEST_REPLAYED');
    expect(outcome(await send(operator.url, await hub.headers()))).toBe('200');
  });

  test('the same many times at once: one passes', async () => {
    const { hub, operator } = await startVerifyingNetwork();
    const headers = await hub.headers();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(operator.url, headers)));
    expect(answers.map(outcome).filter((each) => each === '200')).toHaveLength(1);
    expect(answers.map(outcome).filter((each) => each === '401 REQUEST_REPLAYED')).toHaveLength(9);
  });

  test('with another body', async () => {
    const { hub, operator } = await startVerifyingNetwork();
    expect(outcome(await send(operator.url, await hub.headers(BODY), ENTITIES))).toBe(
      '401 SIGNATURE_INVALID',
    );
    expect(operator.grants).toEqual([]);
    expect(operator.requests()[0]).toMatchObject({ outcome: 'refused', refused: 'SIGNATURE_INVALID' });
    expect(outcome(await send(operator.url, await hub.headers(ENTITIES), ENTITIES))).toBe('200');
  });

  test('with another body and the digest of it', async () => {
    const { hub, operator } = await startVerifyingNetwork();
    const headers = {
      ...(await hub.headers(BODY)),
      'content-digest': (await hub.headers(ENTITIES))['content-digest'] ?? '',
    };
    const answer = await send(operator.url, headers, ENTITIES);
    expect(outcome(answer)).toBe('401 SIGNATURE_INVALID');
    expect(answer.message).toContain('does not fit the request');
  });

  test('with the signature of another body, one nonce for both', async () => {
    const { hub, operator } = await startVerifyingNetwork();
    const parameters = parametersOf(hub.requestKey);
    const first = signWithLibrary(hub, await hub.headers(BODY), { parameters });
    const second = signWithLibrary(hub, await hub.headers(ENTITIES), { parameters });
    expect(outcome(await send(operator.url, first))).toBe('200');
    expect(outcome(await send(operator.url, second, ENTITIES))).toBe('401 REQUEST_REPLAYED');
  });

  test('at another operator', async () => {
    const { hub, jwks, operator } = await startVerifyingNetwork();
    const other = await startVerifying(jwks.url, 'zto');
    const answer = await send(other.url, await hub.headers());
    expect([outcome(answer), answer.message]).toEqual([
      '401 GRANT_INVALID',
      'the grant is made out to another operator than `zto`',
    ]);
    expect(outcome(await send(other.url, await hub.headers(BODY, { operator: 'zto' })))).toBe('200');
    expect(outcome(await send(operator.url, await hub.headers()))).toBe('200');
  });

  test.each(['/graphql?x=1', '/graphql?', '/%67raphql'])('at %s', async (target) => {
    const { hub, operator } = await startVerifyingNetwork();
    const answer = await send(operator.url, await hub.headers(), BODY, { target });
    // `?` alone is an empty query, as none is: RFC 9421 writes both the same.
    expect(outcome(answer)).toBe(target === '/graphql?' ? '200' : '401 SIGNATURE_INVALID');
    expect(outcome(await send(operator.url, await hub.headers(BODY, { target }), BODY, { target }))).toBe(
      '200',
    );
  });

  test('with another method', async () => {
    const { hub, operator } = await startVerifyingNetwork();
    const signed = signWithLibrary(hub, await hub.headers(), { method: 'PUT' });
    expect(outcome(await send(operator.url, signed))).toBe('401 SIGNATURE_INVALID');
    expect((await send(operator.url, await hub.headers(), BODY, { method: 'PUT' })).status).toBe(404);
  });

  test('after it has expired', async () => {
    const { hub, jwks, operator } = await startVerifyingNetwork();
    const late = testSigner({ aheadS: -22, keys: hub });
    expect(outcome(await send(operator.url, await late.headers()))).toBe('401 SIGNATURE_EXPIRED');
    // A clock that is a little behind does no harm.
    const slow = testSigner({ aheadS: -4, keys: hub });
    expect(outcome(await send(operator.url, await slow.headers()))).toBe('200');
    expect(jwks.requests()).toBe(1);
  });

  test('before it was made', async () => {
    const { hub, operator } = await startVerifyingNetwork();
    const early = testSigner({ aheadS: 14, keys: hub });
    const answer = await send(operator.url, await early.headers());
    expect([outcome(answer), answer.message]).toEqual([
      '401 SIGNATURE_INVALID',
      'the signature was made in the future; check the clocks of hub and operator',
    ]);
    const fast = testSigner({ aheadS: 4, keys: hub });
    expect(outcome(await send(operator.url, await fast.headers()))).toBe('200');
  });
});

describe('the hub’s keys', () => {
  // This clock stands still but for what a test advances, however busy the machine is.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  test('may not be there yet: 503, and then as if nothing had been', async () => {
    const { hub, jwks, operator } = await startVerifyingNetwork();
    jwks.give(undefined);
    const answer = await send(operator.url, await hub.headers());
    expect([outcome(answer), answer.data]).toEqual(['503 HUB_KEYS_UNAVAILABLE', undefined]);
    // A key set that is down is not asked for every request.
    for (let index = 0; index < 3; index++) await send(operator.url, await hub.headers());
    expect(jwks.requests()).toBe(1);
    jwks.give([hub.grantKey.publicJwk, hub.requestKey.publicJwk]);
    vi.advanceTimersByTime(1_100);
    expect(outcome(await send(operator.url, await hub.headers()))).toBe('200');
  });

  test('are not asked for again for every request, known or unknown', async () => {
    const { hub, jwks, operator } = await startVerifyingNetwork();
    for (let index = 0; index < 5; index++) {
      expect(outcome(await send(operator.url, await hub.headers()))).toBe('200');
      expect(outcome(await send(operator.url, await testSigner().headers()))).toBe('401 KEY_UNKNOWN');
    }
    expect(jwks.requests()).toBe(1);
  });

  test('may change: new ones are found, and old ones hold no more', async () => {
    const hub = testSigner();
    const next = testSigner();
    const jwks = await startJwks(hub);
    const keys = openHubKeys(new URL(jwks.url), 100);
    const find = async ({ requestKey }: TestSigner) =>
      (await keys.find(requestKey.id, 'request')) !== undefined;
    expect([await find(hub), await find(next)]).toEqual([true, false]);
    jwks.give([next.grantKey.publicJwk, next.requestKey.publicJwk]);
    expect(await find(next)).toBe(false);
    vi.advanceTimersByTime(120);
    expect([await find(next), await find(hub)]).toEqual([true, false]);
    expect(await keys.find(next.requestKey.id, 'grant')).toBeUndefined();
  });

  test.each<[string, (hub: TestSigner) => readonly object[]]>([
    [
      'with their uses swapped',
      ({ grantKey, requestKey }) => [
        { ...grantKey.publicJwk, tracking_hub_signs: 'request' },
        { ...requestKey.publicJwk, tracking_hub_signs: 'grant' },
      ],
    ],
    [
      'for no use',
      ({ grantKey, requestKey }) =>
        [grantKey, requestKey].map(({ publicJwk: { tracking_hub_signs: _, ...jwk } }) => jwk),
    ],
    [
      'for the demo’s tokens',
      ({ grantKey, requestKey }) =>
        [grantKey, requestKey].map(({ publicJwk }) => ({ ...publicJwk, tracking_hub_signs: 'token' })),
    ],
    [
      'that are no keys',
      ({ grantKey, requestKey }) =>
        [grantKey, requestKey].map(({ publicJwk }) => ({ ...publicJwk, x: 'AAAA' })),
    ],
  ])('published %s verify nothing', async (_, publish) => {
    const { hub, jwks, operator } = await startVerifyingNetwork();
    jwks.give(publish(hub));
    expect(outcome(await send(operator.url, await hub.headers()))).toBe('401 KEY_UNKNOWN');
  });
});

test('nothing of a grant or a signature is in the operator’s log', async () => {
  const { hub, operator } = await startVerifyingNetwork();
  const headers = await hub.headers(ENTITIES);
  await send(operator.url, headers, ENTITIES);
  await send(operator.url, headers, ENTITIES);
  await send(operator.url, headers, BODY);
  const [, grant = ''] = String(headers['authorization']).split(' ');
  for (const part of [...grant.split('.'), String(headers['signature'])])
    expect(operator.log()).not.toContain(part);
});
