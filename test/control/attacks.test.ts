/** Attacks on the control API over HTTP: what a stranger, a thief of old requests, and another participant try. */
import { randomBytes, sign } from 'node:crypto';
import { request } from 'node:http';
import { createSignatureSync, type SignatureParameters, verifySignature } from 'http-message-sig';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestBody } from '../../gateway/identity/control/controlProfile.ts';
import { signControl } from '../../gateway/identity/control/signControl.ts';
import { createControlVerifier } from '../../gateway/identity/control/verifyControl.ts';
import type { KeyPair } from '../../gateway/identity/keyPair.ts';
import { openSigners } from '../../gateway/registry/participants/openSigners.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { askControl, type ControlReply, readReply, testKey, testRegistration } from '../support/controlAs.ts';
import { startTestHub, type TestHub } from '../support/startTestHub.ts';

const TARGET = '/control/graphql';
const COMPONENTS = ['@method', '@path', '@query', 'content-digest'];
const BODY = JSON.stringify({ query: '{ me { code } }' });

let hub: TestHub;
let store: Store;
beforeAll(async () => {
  hub = await startTestHub({
    operators: [],
    legs: [],
    participants: [
      testRegistration('hive-box', 'operator', 'locker'),
      testRegistration('zto', 'operator'),
      testRegistration('state-post-bureau', 'mediator'),
    ],
    onStore: (opened) => {
      store = opened;
    },
  });
});
afterAll(() => hub?.stop());

type Headers = Record<string, string | string[]>;

interface Sent {
  readonly body?: string;
  readonly method?: string;
  readonly target?: string;
}

/** Sends a request as it is: headers twice, no body at all. */
function send(headers: Headers, { body = BODY, method = 'POST', target = TARGET }: Sent = {}) {
  return new Promise<ControlReply>((resolve, reject) => {
    const sent = request(new URL(target, hub.url), { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(readReply(response.statusCode ?? 0, text)));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const outcome = ({ status, code }: ControlReply) => (code === undefined ? `${status}` : `${status} ${code}`);

/** Headers as the command signs them. */
function signed(
  code = 'hive-box',
  { aheadS = 0, ...more }: Sent & { aheadS?: number; nr?: number } = {},
): Headers {
  const { body = BODY, method = 'POST', target = TARGET } = more;
  const options = {
    key: testKey(code, more.nr),
    now: Date.now() + aheadS * 1_000,
    nonce: randomBytes(16).toString('base64url'),
  };
  return {
    'content-type': 'application/json',
    ...signControl({ method, target, body: Buffer.from(body) }, options),
  };
}

interface Written {
  readonly key?: KeyPair;
  readonly keyId?: string;
  readonly components?: readonly string[];
  readonly parameters?: SignatureParameters;
}

/** Headers that a library signs, which lets everything be otherwise. */
function signedByLibrary({ key = testKey('hive-box'), keyId = key.id, ...more }: Written = {}): Headers {
  const created = Math.floor(Date.now() / 1_000);
  const typical = {
    created,
    expires: created + 30,
    nonce: randomBytes(16).toString('base64url'),
    keyid: keyId,
    alg: 'ed25519',
    tag: 'tracking-hub-control',
  };
  const { components = COMPONENTS, parameters } = more;
  const fields = [
    { name: 'content-type', value: 'application/json' },
    { name: 'content-digest', value: digestBody(Buffer.from(BODY)) },
  ];
  const message = { kind: 'request', method: 'POST', targetUri: `${hub.url}${TARGET}`, fields } as const;
  const signer = {
    algorithm: 'ed25519',
    sign: (base: Uint8Array) => sign(null, base, key.privateKey),
  };
  const made = createSignatureSync(message, {
    components,
    parameters: { ...typical, ...parameters },
    label: 'control',
    signer,
  });
  return {
    ...Object.fromEntries(fields.map(({ name, value }) => [name, value])),
    'signature-input': made.signatureInput,
    signature: made.signature,
  };
}

const replaced = (headers: Headers, name: string, from: string | RegExp, to: string): Headers => ({
  ...headers,
  [name]: String(headers[name]).replace(from, to),
});
const without = (headers: Headers, name: string): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name));

test('what is signed as it must be is taken, by the command and by any implementation of RFC 9421', async () => {
  expect(outcome(await send(signed()))).toBe('200');
  expect(outcome(await send(signedByLibrary()))).toBe('200');
  const turned = [...COMPONENTS].reverse();
  expect(outcome(await send(signedByLibrary({ components: turned })))).toBe('200');
});

test('what the command signs is verified by another implementation', async () => {
  const { privateKey: _, ...key } = testKey('hive-box');
  const headers = signed();
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.publicKey };
  const imported = await crypto.subtle.importKey('jwk', jwk, { name: 'Ed25519' }, false, ['verify']);
  const verified = await verifySignature(
    {
      kind: 'request',
      method: 'POST',
      targetUri: `${hub.url}${TARGET}`,
      fields: Object.entries(headers).map(([name, value]) => ({ name, value: String(value) })),
    },
    {
      policy: {
        algorithms: ['ed25519'],
        requiredComponents: COMPONENTS,
        requiredParameters: ['created', 'expires', 'nonce', 'keyid', 'tag'],
        maxAge: 60,
      },
      resolveVerifier: () => ({
        algorithm: 'ed25519',
        verify: (base, signature) =>
          crypto.subtle.verify('Ed25519', imported, new Uint8Array(signature), new Uint8Array(base)),
      }),
    },
  );
  expect(verified.parameters).toMatchObject({ tag: 'tracking-hub-control', keyid: key.id });
});

describe('a request is refused', () => {
  test.each<[string, () => Headers, string]>([
    ['unsigned', () => ({ 'content-type': 'application/json' }), '401 UNSIGNED'],
    ['with a token instead', () => ({ authorization: 'Bearer x' }), '401 UNSIGNED'],
    ['without the digest', () => without(signed(), 'content-digest'), '401 UNSIGNED'],
    ['without the signature', () => without(signed(), 'signature'), '401 UNSIGNED'],
    ['without what is signed', () => without(signed(), 'signature-input'), '401 UNSIGNED'],
    ['by a key that nobody registered', () => signed('stranger'), '401 KEY_UNKNOWN'],
    [
      'by a stranger under a participant’s name',
      () => signedByLibrary({ key: testKey('stranger'), keyId: testKey('hive-box').id }),
      '401 SIGNATURE_INVALID',
    ],
    [
      'by one participant under another’s name',
      () => signedByLibrary({ key: testKey('zto'), keyId: testKey('hive-box').id }),
      '401 SIGNATURE_INVALID',
    ],
    [
      'by the administrator under a participant’s name',
      () => signedByLibrary({ key: testKey('administrator'), keyId: testKey('hive-box').id }),
      '401 SIGNATURE_INVALID',
    ],
    ['that is a minute and more old', () => signed('hive-box', { aheadS: -70 }), '401 STALE'],
    ['from the future', () => signed('hive-box', { aheadS: 30 }), '401 NOT_YET_VALID'],
    [
      'that holds for an hour',
      () => {
        const created = Math.floor(Date.now() / 1_000);
        return signedByLibrary({ parameters: { created, expires: created + 3_600 } });
      },
      '401 SIGNATURE_INVALID',
    ],
    [
      'that ends before it begins',
      () => {
        const created = Math.floor(Date.now() / 1_000);
        return signedByLibrary({ parameters: { created, expires: created - 1 } });
      },
      '401 SIGNATURE_INVALID',
    ],
    ...COMPONENTS.map((name): [string, () => Headers, string] => [
      `that does not cover ${name}`,
      () => signedByLibrary({ components: COMPONENTS.filter((each) => each !== name) }),
      '401 SIGNATURE_INVALID',
    ]),
    [
      'that covers more',
      () => signedByLibrary({ components: [...COMPONENTS, 'content-type'] }),
      '401 SIGNATURE_INVALID',
    ],
    ['that covers nothing', () => signedByLibrary({ components: [] }), '401 SIGNATURE_INVALID'],
    [
      'signed for operators',
      () => signedByLibrary({ parameters: { tag: 'tracking-hub' } }),
      '401 SIGNATURE_INVALID',
    ],
    ...['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'].map((name): [string, () => Headers, string] => [
      `without ${name}`,
      () => signedByLibrary({ parameters: { [name]: undefined } }),
      '401 SIGNATURE_INVALID',
    ]),
    [
      'with a nonce that can be guessed',
      () => signedByLibrary({ parameters: { nonce: '1' } }),
      '401 SIGNATURE_INVALID',
    ],
    [
      'with another algorithm',
      () => replaced(signed(), 'signature-input', '"ed25519"', '"hmac-sha256"'),
      '401 SIGNATURE_INVALID',
    ],
    [
      'with the digest by another algorithm',
      () => replaced(signed(), 'content-digest', 'sha-256', 'md5'),
      '401 SIGNATURE_INVALID',
    ],
    [
      'with two signatures',
      () => {
        const [one, two] = [signed(), signed('zto')];
        const both = (name: string) => `${one[name]}, ${String(two[name]).replace('control=', 'two=')}`;
        return { ...one, 'signature-input': both('signature-input'), signature: both('signature') };
      },
      '401 SIGNATURE_INVALID',
    ],
    [
      'with a header twice',
      () => {
        const [one, two] = [signed(), signed('zto')];
        return { ...one, signature: [String(one['signature']), String(two['signature'])] };
      },
      '401 SIGNATURE_INVALID',
    ],
    ['under two labels', () => replaced(signed(), 'signature', 'control=', 'two='), '401 SIGNATURE_INVALID'],
    [
      'with a parameter twice',
      () => replaced(signed(), 'signature-input', /$/, ';tag="tracking-hub-control"'),
      '401 SIGNATURE_INVALID',
    ],
    [
      'with a parameter on a component',
      () => replaced(signed(), 'signature-input', '"@method"', '"@method";req'),
      '401 SIGNATURE_INVALID',
    ],
    [
      'with a signature of zeros',
      () => ({ ...signed(), signature: `control=:${'A'.repeat(86)}==:` }),
      '401 SIGNATURE_INVALID',
    ],
  ])('%s', async (_, make, expected) => {
    const reply = await send(make());
    expect([outcome(reply), reply.data]).toEqual([expected, undefined]);
    expect(outcome(await send(signed()))).toBe('200');
  });

  test('whose body was changed, which does not use up the one that was signed', async () => {
    const headers = signed();
    const changed = await send(headers, { body: JSON.stringify({ query: '{ hubClock }' }) });
    expect(outcome(changed)).toBe('401 SIGNATURE_INVALID');
    expect(outcome(await send(headers))).toBe('200');
  });

  test('whose path, query or method is another', async () => {
    const elsewhere = signed('hive-box', { target: '/graphql' });
    expect(outcome(await send(elsewhere))).toBe('401 SIGNATURE_INVALID');
    expect(outcome(await send(signed(), { target: `${TARGET}?x=1` }))).toBe('401 SIGNATURE_INVALID');
    expect(outcome(await send(signed('hive-box', { method: 'PUT' })))).toBe('401 SIGNATURE_INVALID');
    const target = `${TARGET}?x=1`;
    expect(outcome(await send(signed('hive-box', { target }), { target }))).toBe('200');
  });

  test('that has no body, however it is signed', async () => {
    expect((await send(signed('hive-box', { body: '' }), { body: '' })).status).toBe(400);
  });

  test('the second time, and of three at the same time one is taken', async () => {
    const headers = signed();
    expect(outcome(await send(headers))).toBe('200');
    expect(outcome(await send(headers))).toBe('401 REPLAYED');
    const others = signed();
    const outcomes = (await Promise.all([send(others), send(others), send(others)])).map(outcome);
    expect(outcomes.sort()).toEqual(['200', '401 REPLAYED', '401 REPLAYED']);
  });

  test('by another hub on the same store, when this one has taken it', async () => {
    const headers = signed();
    expect(outcome(await send(headers))).toBe('200');
    const other = createControlVerifier({
      signers: openSigners(() => store, Date.now),
      readClock: Date.now,
    });
    const rawHeaders = Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
    const head = await other.verifyHead({ method: 'POST', target: TARGET, rawHeaders });
    if (head.kind === 'refused') throw new Error(head.message);
    expect(await other.acceptBody(head, Buffer.from(BODY))).toMatchObject({ code: 'REPLAYED' });
  });

  test('by a key that was revoked, from the answer to the revocation on', async () => {
    const [old, next] = [testKey('zto'), testKey('zto', 1)];
    const add = `mutation { addKey(publicKey: "${next.publicKey}") { id } }`;
    expect(outcome(await askControl(hub.url, old, add))).toBe('200');
    const revoke = `mutation { revokeKey(id: "${old.id}") { id } }`;
    expect(outcome(await askControl(hub.url, next, revoke))).toBe('200');
    expect(outcome(await send(signed('zto')))).toBe('401 KEY_REVOKED');
    expect(outcome(await send(signed('zto', { nr: 1 })))).toBe('200');
  });
});

describe('over HTTP', () => {
  test('GET says what to do', async () => {
    const reply = await send({}, { method: 'GET', body: '' });
    expect([outcome(reply), reply.message]).toEqual([
      '405 METHOD_NOT_ALLOWED',
      expect.stringContaining('POST'),
    ]);
  });

  test.each<[string, string, string, RegExp]>([
    ['what is no JSON', '{', '400 BAD_REQUEST', /is not JSON/],
    ['a list', '[]', '400 BAD_REQUEST', /one operation/],
    ['no query', '{}', '400 BAD_REQUEST', /one operation/],
    [
      'a key that would reach a prototype',
      '{"query":"{ hubClock }","__proto__":{}}',
      '400 BAD_REQUEST',
      /JSON|proto/,
    ],
    ['what does not parse', '{"query":"{"}', '400 GRAPHQL_PARSE_FAILED', /Syntax Error/],
    ['a field that there is not', '{"query":"{ mee { code } }"}', '400 GRAPHQL_VALIDATION_FAILED', /mee/],
    [
      'an argument of another type',
      '{"query":"query ($c: ID!) { participant(code: $c) { code } }","variables":{"c":{}}}',
      '400 BAD_USER_INPUT',
      /\$c/,
    ],
    [
      'levels without end',
      JSON.stringify({ query: `{ ${'me { '.repeat(30)} code ${'}'.repeat(30)} }` }),
      '400 OPERATION_TOO_LARGE',
      /levels/,
    ],
  ])('%s is refused in words', async (_, body, expected, message) => {
    const reply = await send(signed('hive-box', { body }), { body });
    expect([outcome(reply), reply.message]).toEqual([expected, expect.stringMatching(message)]);
  });

  test('a body of another type, and one of 9 MB', async () => {
    const headers = { ...signed(), 'content-type': 'text/plain' };
    expect((await send(headers)).status).toBe(415);
    const body = JSON.stringify({ query: '{ me { code } }', variables: { x: 'x'.repeat(9_000_000) } });
    expect((await send(signed('hive-box', { body }), { body })).status).toBe(413);
    const large = JSON.stringify({ query: '{ me { code } }', variables: { x: 'x'.repeat(7_000_000) } });
    expect(outcome(await send(signed('hive-box', { body: large }), { body: large }))).toBe('200');
  });

  test('introspection describes every type and field', async () => {
    const query =
      '{ __schema { types { name description fields { name description args { name description } } } } }';
    const { data } = await askControl(hub.url, testKey('hive-box'), query);
    // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
    const own = data.__schema.types.filter(({ name }: any) => !name.startsWith('__'));
    const silent = own.flatMap(
      ({ name, description, fields }: Described & { fields: Described[] | null }) => [
        ...(description ? [] : [name]),
        ...(fields ?? []).flatMap((field) => (field.description ? [] : [`${name}.${field.name}`])),
      ],
    );
    expect(silent).toEqual([]);
  });
});

interface Described {
  readonly name: string;
  readonly description: string | null;
}
