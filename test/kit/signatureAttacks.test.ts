/** Attacks on an operator's own port with signatures that are none, and what other implementations of RFC 9421 make of ours. */
import { verifySignature } from 'http-message-sig';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  COMPONENTS,
  ENTITIES,
  type Headers,
  type LibrarySignature,
  outcome,
  parametersOf,
  send,
  signAsWritten,
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

describe('a signature is refused', () => {
  const cases: readonly (readonly [string, (hub: TestSigner) => LibrarySignature, string])[] = [
    ...COMPONENTS.map(
      (name) =>
        [
          `that does not cover ${name}`,
          () => ({ components: COMPONENTS.filter((each) => each !== name) }),
          'SIGNATURE_INVALID',
        ] as const,
    ),
    ['that covers nothing', () => ({ components: [] }), 'SIGNATURE_INVALID'],
    ['that covers more', () => ({ components: [...COMPONENTS, 'content-type'] }), 'SIGNATURE_INVALID'],
    ...['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'].map(
      (name) =>
        [
          `without ${name}`,
          (hub: TestSigner) => ({ parameters: { ...parametersOf(hub.requestKey), [name]: undefined } }),
          'SIGNATURE_INVALID',
        ] as const,
    ),
    [
      'with another tag',
      (hub) => ({ parameters: { ...parametersOf(hub.requestKey), tag: 'other-hub' } }),
      'SIGNATURE_INVALID',
    ],
    [
      'with one more parameter',
      (hub) => ({ parameters: { ...parametersOf(hub.requestKey), more: 'x' } }),
      'SIGNATURE_INVALID',
    ],
    [
      'with a nonce that can be guessed',
      (hub) => ({ parameters: { ...parametersOf(hub.requestKey), nonce: '1' } }),
      'SIGNATURE_INVALID',
    ],
    [
      'that holds for an hour',
      (hub) => {
        const parameters = parametersOf(hub.requestKey);
        return { parameters: { ...parameters, expires: (parameters.created ?? 0) + 3_600 } };
      },
      'SIGNATURE_INVALID',
    ],
    [
      'that ends before it begins',
      (hub) => {
        const parameters = parametersOf(hub.requestKey);
        return { parameters: { ...parameters, expires: (parameters.created ?? 0) - 1 } };
      },
      'SIGNATURE_INVALID',
    ],
    ['by the key for grants', ({ grantKey }) => ({ key: grantKey }), 'KEY_UNKNOWN'],
    [
      'by the key for grants under the other’s name',
      ({ grantKey, requestKey }) => ({ key: { ...grantKey, id: requestKey.id } }),
      'SIGNATURE_INVALID',
    ],
    ['by an unknown key', () => ({ key: testSigner().requestKey }), 'KEY_UNKNOWN'],
    [
      'by an unknown key under the hub’s name',
      ({ requestKey }) => ({ key: { ...testSigner().requestKey, id: requestKey.id } }),
      'SIGNATURE_INVALID',
    ],
  ];
  test.each(cases)('%s', async (_, options, code) => {
    const { hub, operator } = shared;
    const headers = signWithLibrary(hub, await hub.headers(), options(hub));
    expect(outcome(await send(operator.url, headers))).toBe(`401 ${code}`);
    expect(outcome(await send(operator.url, signWithLibrary(hub, await hub.headers())))).toBe('200');
  });

  test.each<[string, (headers: Headers) => Headers]>([
    [
      'that has another beside it',
      (headers) => ({
        ...headers,
        'signature-input': `${headers['signature-input']}, ${String(headers['signature-input']).replace('hub=', 'two=')}`,
        signature: `${headers['signature']}, ${String(headers['signature']).replace('hub=', 'two=')}`,
      }),
    ],
    [
      'under two labels',
      (headers) => ({ ...headers, signature: String(headers['signature']).replace('hub=', 'two=') }),
    ],
    [
      'with a parameter twice',
      (headers) => ({ ...headers, 'signature-input': `${headers['signature-input']};tag="tracking-hub"` }),
    ],
    [
      'with a parameter on a component',
      (headers) => ({
        ...headers,
        'signature-input': String(headers['signature-input']).replace('"@method"', '"@method";req'),
      }),
    ],
    [
      'with a component twice',
      (headers) => ({
        ...headers,
        'signature-input': String(headers['signature-input']).replace('"@query"', '"@path"'),
      }),
    ],
    [
      'with a space more',
      (headers) => ({ ...headers, 'signature-input': `${headers['signature-input']}; x` }),
    ],
    [
      'with another algorithm',
      (headers) => ({
        ...headers,
        'signature-input': String(headers['signature-input']).replace('"ed25519"', '"hmac-sha256"'),
      }),
    ],
    ['that is short', (headers) => ({ ...headers, signature: 'hub=:AAAA:' })],
    ['of zeros', (headers) => ({ ...headers, signature: `hub=:${'A'.repeat(86)}==:` })],
    ['that is no base64', (headers) => ({ ...headers, signature: `hub=:${'?'.repeat(86)}==:` })],
    ['of 15 KB', (headers) => ({ ...headers, signature: `hub=:${'A'.repeat(15_000)}==:` })],
    [
      'with the digest by another algorithm',
      (headers) => ({
        ...headers,
        'content-digest': String(headers['content-digest']).replace('sha-256', 'md5'),
      }),
    ],
  ])('%s', async (_, change) => {
    const { hub, operator } = shared;
    const headers = await hub.headers();
    const answer = await send(operator.url, change(headers));
    expect([401, 431]).toContain(answer.status);
    if (answer.status === 401) expect(answer.code).toBe('SIGNATURE_INVALID');
    expect(outcome(await send(operator.url, headers))).toBe('200');
  });

  test('and signed by the hub over a digest that no body can have', async () => {
    const { hub, operator } = shared;
    const headers = signWithLibrary(hub, { ...(await hub.headers()), 'content-digest': 'sha-256=:AAAA:' });
    expect(outcome(await send(operator.url, headers))).toBe('401 SIGNATURE_INVALID');
  });
});

describe('a signature of the hub’s own key is refused', () => {
  const write = (
    components: readonly string[],
    ending: (typical: string) => string = (typical) => typical,
  ) => {
    const { requestKey } = shared.hub;
    const { created, expires, nonce } = parametersOf(requestKey);
    const typical = `;created=${created};expires=${expires};nonce="${nonce}";keyid="${requestKey.id}";alg="ed25519";tag="tracking-hub"`;
    return `(${components.map((name) => `"${name}"`).join(' ')})${ending(typical)}`;
  };
  const sendWritten = async (params: string) => {
    const { hub, operator } = shared;
    return outcome(await send(operator.url, signAsWritten(hub, await hub.headers(), params)));
  };

  test('but not the one that is as it must be', async () => {
    expect(await sendWritten(write(COMPONENTS))).toBe('200');
  });

  test.each<[string, () => string]>([
    ['over a component twice', () => write([...COMPONENTS, '@method'])],
    [
      'over a component twice in place of another',
      () => write(['@method', '@path', '@path', 'content-digest', 'authorization']),
    ],
    ['over a component that there is not', () => write([...COMPONENTS, '@nothing'])],
    ['with a parameter twice', () => write(COMPONENTS, (typical) => `${typical};tag="tracking-hub"`)],
    ['with two ends', () => write(COMPONENTS, (typical) => `${typical};expires=1`)],
    [
      'with an end that is a text',
      () => write(COMPONENTS, (typical) => typical.replace(/expires=(\d+)/, 'expires="$1"')),
    ],
    [
      'with a beginning with a zero before it',
      () => write(COMPONENTS, (typical) => typical.replace('created=', 'created=0')),
    ],
    [
      'with a beginning below zero',
      () => write(COMPONENTS, (typical) => typical.replace('created=', 'created=-')),
    ],
    [
      'with a key that is a number',
      () => write(COMPONENTS, (typical) => typical.replace(/keyid="[^"]*"/, 'keyid=7')),
    ],
    [
      'with a nonce that is a number',
      () => write(COMPONENTS, (typical) => typical.replace(/nonce="[^"]*"/, 'nonce=1234567890123456')),
    ],
    ['with a parameter that is a word', () => write(COMPONENTS, (typical) => `${typical};more`)],
    [
      'with another algorithm',
      () => write(COMPONENTS, (typical) => typical.replace('ed25519', 'hmac-sha256')),
    ],
    ['with spaces', () => write(COMPONENTS, (typical) => typical.replaceAll(';', '; '))],
  ])('%s', async (_, params) => {
    expect(await sendWritten(params())).toBe('401 SIGNATURE_INVALID');
  });
});

describe('any implementation of RFC 9421', () => {
  test('verifies what the hub signs', async () => {
    const hub = testSigner();
    for (const target of ['/graphql', '/graphql?tenant=1']) {
      const headers = await hub.headers(ENTITIES, { target });
      const fields = Object.entries(headers).map(([name, value]) => ({ name, value: String(value) }));
      const key = await crypto.subtle.importKey(
        'jwk',
        { ...hub.requestKey.publicJwk },
        { name: 'Ed25519' },
        false,
        ['verify'],
      );
      const verified = await verifySignature(
        { kind: 'request', method: 'POST', targetUri: `http://127.0.0.1${target}`, fields },
        {
          policy: {
            algorithms: ['ed25519'],
            requiredComponents: COMPONENTS,
            requiredParameters: ['created', 'expires', 'nonce', 'keyid', 'tag'],
            maxAge: 15,
          },
          resolveVerifier: () => ({
            algorithm: 'ed25519',
            verify: (base, signature) =>
              crypto.subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(base)),
          }),
        },
      );
      expect(verified.parameters).toMatchObject({ tag: 'tracking-hub', keyid: hub.requestKey.id });
    }
  });

  test('can sign for the kit, in any order and under any label', async () => {
    const { hub, operator } = await startVerifyingNetwork();
    for (let shift = 0; shift < COMPONENTS.length; shift++) {
      const components = [...COMPONENTS.slice(shift), ...COMPONENTS.slice(0, shift)];
      const entries = Object.entries(parametersOf(hub.requestKey));
      const parameters = Object.fromEntries([...entries.slice(shift), ...entries.slice(0, shift)]);
      const headers = signWithLibrary(hub, await hub.headers(), {
        components,
        parameters,
        label: `s${shift}`,
      });
      expect(outcome(await send(operator.url, headers))).toBe('200');
    }
  });
});
