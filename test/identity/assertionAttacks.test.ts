/** Attacks on the token endpoint with assertions that are none, or somebody else's. */
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askControl, testKey, testRegistration } from '../support/controlAs.ts';
import { startTestHub, type TestHub } from '../support/startTestHub.ts';
import { askTokenOf, assertion, claims, formOf, good, nowS, signedBy } from './assertions.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({
    operators: [],
    legs: [],
    participants: [testRegistration('zto', 'operator'), testRegistration('state-post-bureau', 'mediator')],
  });
});
afterAll(() => hub?.stop());

const askToken = (form: string) => askTokenOf(hub.url, form);

const compact = (header: object, claims: object, sign: (text: string) => string): string => {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${sign(text)}`;
};

describe('an assertion is refused', () => {
  test.each<[string, () => Promise<string> | string, RegExp]>([
    [
      'by another platform’s key',
      () => assertion(signedBy('jd')),
      /the code of the platform whose key signed/,
    ],
    [
      'by another platform’s key under this one’s name',
      () => assertion({ key: testKey('jd').privateKey }),
      /signature does not fit/,
    ],
    [
      'in the name of another platform',
      () => assertion({ claims: { sub: 'jd', iss: 'jd' } }),
      /the code of the platform whose key signed/,
    ],
    [
      'for another than the one who sends it',
      () => assertion({ claims: { sub: 'jd' } }),
      /the code of the platform whose key signed/,
    ],
    [
      'of an operator',
      () => assertion(signedBy('zto', { claims: { iss: 'zto', sub: 'zto' } })),
      /`zto` is no platform/,
    ],
    [
      'of the mediator',
      () =>
        assertion(
          signedBy('state-post-bureau', { claims: { iss: 'state-post-bureau', sub: 'state-post-bureau' } }),
        ),
      /is no platform/,
    ],
    [
      'of the administrator, who asks for nobody',
      () => assertion(signedBy('administrator', { claims: { iss: 'administrator', sub: 'administrator' } })),
      /is no platform/,
    ],
    [
      'of the administrator in a platform’s name',
      () => assertion(signedBy('administrator')),
      /the code of the platform whose key signed/,
    ],
    ['by an unknown key', () => assertion(signedBy('nobody')), /no participant has the key/],
    ['without a key id', () => assertion({ header: { kid: undefined } }), /no participant has the key/],
    ['with a key id that is a name', () => assertion({ header: { kid: '__proto__' } }), /no participant/],
    ['that has expired', () => assertion({ claims: { exp: nowS() - 10 } }), /has expired/],
    ['that holds for an hour', () => assertion({ claims: { exp: nowS() + 3_600 } }), /within 300 seconds/],
    ['that does not hold yet', () => assertion({ claims: { nbf: nowS() + 30 } }), /does not hold yet/],
    ['without an end', () => assertion({ claims: { exp: undefined } }), /needs `iss`, `sub`, `aud`, `exp`/],
    ['without an id', () => assertion({ claims: { jti: undefined } }), /needs `iss`/],
    ['with an empty id', () => assertion({ claims: { jti: '' } }), /`jti` must be/],
    ['with an id that is a number', () => assertion({ claims: { jti: 7 } }), /`jti` must be|no JWT/],
    [
      'made out to another',
      () => assertion({ claims: { aud: 'other-hub' } }),
      /`aud` must be `tracking-hub`/,
    ],
    ['made out to nobody', () => assertion({ claims: { aud: undefined } }), /needs `iss`|`aud` must be/],
    [
      'made out to several',
      () => assertion({ claims: { aud: ['tracking-hub', 'other-hub'] } }),
      /`aud` must be one text/,
    ],
    ['of another type', () => assertion({ header: { typ: 'at+jwt' } }), /no JWT that the hub can read/],
    [
      'without a signature',
      () => compact({ alg: 'none', kid: testKey('cainiao').id }, claims(), () => ''),
      /signed with EdDSA/,
    ],
    [
      'signed with the public key as a secret',
      () =>
        compact({ alg: 'HS256', kid: testKey('cainiao').id }, claims(), (text) =>
          createHmac('sha256', testKey('cainiao').publicKey).update(text).digest('base64url'),
        ),
      /signed with EdDSA/,
    ],
    [
      'signed with another algorithm',
      () =>
        assertion({
          key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
          header: { alg: 'ES256' },
        }),
      /signed with EdDSA/,
    ],
    [
      'whose claims were changed',
      async () => {
        const [header, , signature] = (await assertion()).split('.');
        return `${header}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}.${signature}`;
      },
      /signature does not fit/,
    ],
    ['that is none', () => 'a.b.c', /no JWT that the hub can read/],
    ['that is longer than any', () => 'a'.repeat(5_000), /too long/],
  ])('%s', async (_, make, description) => {
    const { status, headers, body } = await askToken(formOf(await make()));
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    expect(body.error_description).toMatch(description);
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await askToken(await good())).status).toBe(200);
  });

  test('the second time, also when it asks for something else', async () => {
    const text = await assertion();
    expect((await askToken(formOf(text, { scope: 'DISPUTE' }))).status).toBe(200);
    const again = await askToken(formOf(text));
    expect([again.status, again.body.error_description]).toEqual([
      401,
      expect.stringContaining('was used before'),
    ]);
  });

  test('once, when it comes twice at the same time', async () => {
    const form = await good();
    const statuses = (await Promise.all([askToken(form), askToken(form), askToken(form)])).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 401, 401]);
  });

  test('by a key that was revoked, and taken by the one that came instead', async () => {
    const [old, next] = [testKey('taobao'), testKey('taobao', 1)];
    const taobao = { iss: 'taobao', sub: 'taobao' };
    const by = (key: typeof old) =>
      assertion({ claims: taobao, key: key.privateKey, header: { kid: key.id } }).then((text) =>
        askToken(formOf(text)),
      );
    expect([(await by(old)).status, (await by(next)).status]).toEqual([200, 401]);
    await askControl(hub.url, old, `mutation { addKey(publicKey: "${next.publicKey}") { id } }`);
    expect([(await by(old)).status, (await by(next)).status]).toEqual([200, 200]);
    await askControl(hub.url, next, `mutation { revokeKey(id: "${old.id}") { id } }`);
    const refused = await by(old);
    expect([refused.status, refused.body.error_description]).toEqual([
      401,
      expect.stringContaining('has been revoked'),
    ]);
    expect((await by(next)).status).toBe(200);
  });
});
