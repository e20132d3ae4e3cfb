/** Attacks on the control API over HTTP: what a stranger, a thief of old requests, and another participant try. */
import { verifySignature } from 'http-message-sig';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createControlVerifier } from '../../gateway/identity/control/verifyControl.ts';
import { openSigners } from '../../gateway/registry/participants/openSigners.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { askControl, testKey, testRegistration } from '../support/controlAs.ts';
import { startTestHub, type TestHub } from '../support/startTestHub.ts';
import {
  BODY,
  COMPONENTS,
  type Headers,
  outcome,
  type Sent,
  sendTo,
  signed,
  signedByLibrary,
  TARGET,
} from './signedControl.ts';

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

const send = (headers: Headers, sent?: Sent) => sendTo(hub.url, headers, sent);
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
