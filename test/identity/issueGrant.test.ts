import fc from 'fast-check';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import type { GrantSubject } from '../../gateway/base/grant.ts';
import { createGrantIssuer } from '../../gateway/identity/issueGrant.ts';
import { createSigningKey } from '../../gateway/identity/signingKey.ts';

const key = createSigningKey('grant', new Uint8Array(32));
const NOW = 1_500_000_000;

function issuer() {
  let now = NOW;
  const issue = createGrantIssuer({ key, readClock: () => now * 1_000 });
  return {
    issue,
    at(seconds: number) {
      now = NOW + seconds;
    },
  };
}

const SUBJECT: GrantSubject = {
  platform: 'cainiao',
  purpose: 'ORDER_STATUS',
  agreement: { id: 'zto--cainiao', version: 3 },
};

test('says for whom, why and under what, and holds for a minute', () => {
  const { issue } = issuer();
  expect(decodeJwt(issue('zto', SUBJECT))).toEqual({
    iss: 'tracking-hub',
    aud: 'zto',
    iat: NOW,
    exp: NOW + 60,
    jti: expect.any(String),
    use: 'entities',
    platform: 'cainiao',
    purpose: 'ORDER_STATUS',
    agreement: 'zto--cainiao',
    version: 3,
  });
});

test('says nobody’s name when it is for the SDL', () => {
  const { use, platform, purpose, agreement } = decodeJwt(issuer().issue('zto', 'sdl'));
  expect([use, platform, purpose, agreement]).toEqual(['sdl', undefined, undefined, undefined]);
});

test('is issued once, and anew while there is time left to use it', () => {
  const { issue, at } = issuer();
  const first = issue('zto', SUBJECT);
  at(40);
  expect(issue('zto', SUBJECT)).toBe(first);
  at(41);
  const second = issue('zto', SUBJECT);
  expect(second).not.toBe(first);
  expect(decodeJwt(second).exp).toBe(NOW + 101);
});

test('is issued anew when the clock was set back: an operator with the right time would not take the old one', () => {
  const { issue, at } = issuer();
  const first = issue('zto', SUBJECT);
  at(-100);
  expect(decodeJwt(issue('zto', SUBJECT)).iat).toBe(NOW - 100);
  expect(issue('zto', SUBJECT)).not.toBe(first);
});

/** Few names, some of which would run together if they were simply joined. */
const name = fc.constantFrom('a', 'b', 'a b', 'a","b', '', 'null', 'sdl');
const subject: fc.Arbitrary<GrantSubject> = fc.oneof(
  fc.constant('sdl' as const),
  fc.record({
    platform: name,
    purpose: name,
    agreement: fc.oneof(fc.constant(null), fc.record({ id: name, version: fc.nat(2) })),
  }),
);

test('two requests share a grant only when they agree in everything that it says', () => {
  const { issue } = issuer();
  fc.assert(
    fc.property(fc.tuple(name, subject), fc.tuple(name, subject), (one, other) => {
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      expect(issue(...one) === issue(...other)).toBe(isSame);
      const said = ([operator, about]: readonly [string, GrantSubject]) => {
        const { aud, use, platform, purpose, agreement, version } = decodeJwt(issue(operator, about));
        return { aud, use, platform, purpose, agreement, version };
      };
      const [operator, about] = one;
      const expected =
        about === 'sdl'
          ? { use: 'sdl' }
          : {
              use: 'entities',
              platform: about.platform,
              purpose: about.purpose,
              agreement: about.agreement?.id,
              version: about.agreement?.version,
            };
      expect(said(one)).toEqual({ aud: operator, ...expected });
    }),
    { seed: 11, numRuns: 500 },
  );
});
