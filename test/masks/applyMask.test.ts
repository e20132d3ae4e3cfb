/** What the hub does with a masked field: verify what its operator masked, mask the rest, and show nothing in any doubt. */
import { describe, expect, test } from 'vitest';
import { applyMask, isHubMask, isSourceMask } from '../../gateway/dispatch/masks/applyMask.ts';
import { MASKS } from '../../schema/privacy/masks/masks.ts';

const scope = {
  operator: 'sf-express',
  platform: 'cainiao',
  now: Date.parse('2026-11-20T12:00:00+08:00'),
  pseudonymKey: new Uint8Array(32).fill(7),
};

describe('at the hub, a value is masked', () => {
  test.each([
    ['CN_NAME', '欧阳天佑', '欧**'],
    ['CN_NAME', '', '***'],
    ['CN_PHONE', '15412345678', '154******78'],
    ['LAST_FOUR', 'SF1234567890', '****7890'],
    ['INITIAL', 'Nowak', 'N*'],
    ['DATE', '2017-06-01T13:45:59+08:00', '2017-06-01T00:00:00+08:00'],
    ['HOUR', '2017-06-01T13:45:59+08:00', '2017-06-01T13:00:00+08:00'],
  ])('%s of %s', (mask, value, masked) => {
    expect(applyMask(mask, value, 'hub', scope)).toBe(masked);
  });

  test.each([
    ['a time that does not exist', 'DATE', '2017-02-30T00:00:00Z'],
    ['free text, of which the hub does not know whom it names', 'SCRUB', '李雷已签收'],
    ['free text that looks harmless', 'SCRUB', '快件已到达'],
    ['a mask that nobody knows', 'ROT13', '李雷'],
    ['no mask', 'CLEAR', '李雷'],
    ['a name from outside', '__proto__', '李雷'],
    ['a number', 'CN_PHONE', 15412345678],
    ['null', 'CN_NAME', null],
    ['an object', 'CN_NAME', { toString: () => '李雷' }],
    ['a list, which goes element by element', 'CN_NAME', ['李雷']],
  ])('but not %s', (_, mask, value) => {
    expect(applyMask(mask, value, 'hub', scope)).toBeUndefined();
  });
});

describe('from the source, a value is verified', () => {
  test.each([
    ['CN_NAME', '李**', '李雷'],
    ['CN_NAME', '***', ''],
    ['CN_PHONE', '154******78', '154****5678'],
    ['LAST_FOUR', '****7890', '1234567890'],
    ['INITIAL', 'N*', 'Nowak'],
    ['DATE', '2017-06-01T00:00:00+08:00', '2017-06-01T13:00:00+08:00'],
    ['HOUR', '2017-06-01T13:00:00+08:00', '2017-06-01T13:00:01+08:00'],
    ['SCRUB', '派件员***（***）正在为您派件', '派件员李雷（***）正在为您派件'],
    ['SCRUB', 'Kod odbioru *** wysłany na ***', 'Kod odbioru 884771 wysłany na ***'],
  ])('%s: %s passes, %s does not', (mask, masked, raw) => {
    expect(applyMask(mask, masked, 'source', scope)).toBe(masked);
    expect(applyMask(mask, raw, 'source', scope)).toBeUndefined();
  });

  test('and never as a pseudonym, which only the hub can make', () => {
    const pseudonym = applyMask('PSEUDONYM', 'x', 'hub', scope);
    expect(pseudonym).toMatch(/^ps_/);
    expect(applyMask('PSEUDONYM', pseudonym, 'source', scope)).toBeUndefined();
  });

  test('and in any other place not at all', () => {
    expect(applyMask('CN_NAME', '李**', 'elsewhere' as 'hub', scope)).toBeUndefined();
  });
});

test('who can apply which mask', () => {
  const known = [...MASKS.keys()];
  expect(known.filter((mask) => !isSourceMask(mask))).toEqual([]);
  expect(known.filter((mask) => !isHubMask(mask))).toEqual(['SCRUB']);
  expect([isSourceMask('PSEUDONYM'), isHubMask('PSEUDONYM')]).toEqual([false, true]);
  for (const mask of ['CLEAR', 'ROT13', '', 'constructor']) {
    expect([isSourceMask(mask), isHubMask(mask)]).toEqual([false, false]);
  }
});
