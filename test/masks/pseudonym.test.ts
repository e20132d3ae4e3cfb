/** A pseudonym is the same where it may be recognised, and tells nothing anywhere else. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochOf, pseudonymOf } from '../../gateway/dispatch/masks/pseudonym.ts';

const at = (time: string) => Date.parse(time);
const scope = {
  operator: 'sf-express',
  platform: 'cainiao',
  now: at('2026-11-20T12:00:00+08:00'),
  pseudonymKey: new Uint8Array(32).fill(7),
};
const known = pseudonymOf('15412345678', scope);

test('has one form, and one value for ever', () => {
  // Pinned: a change of the form would break the link within a month for everybody.
  expect(known).toBe('ps_djw7a7q7n3fsc3hd5d5tpbb2mi');
  expect(known).toMatch(/^ps_[a-z2-7]{26}$/);
});

describe('the same for', () => {
  test.each([
    ['another time of the month', '15412345678', { now: at('2026-11-01T00:00:00Z') }],
    ['its last moment', '15412345678', { now: at('2026-11-30T23:59:59.999Z') }],
    ['a number written with spaces', '154 1234 5678', {}],
    ['a number written with its country', '+86 154-1234-5678', {}],
    ['a number written with zeros', '0086 15412345678', {}],
    ['a number in full-width digits', '１５４１２３４５６７８', {}],
    ['a number with something invisible in it', '154\u200b1234\u200d5678 ', {}],
  ])('%s', (_, value, change) => {
    expect(pseudonymOf(value, { ...scope, ...change })).toBe(known);
  });

  test('a name in other cases, forms and spaces', () => {
    const name = pseudonymOf('Łukasz Müller', scope);
    expect(pseudonymOf('  łukasz\u3000 MU\u0308LLER ', scope)).toBe(name);
  });
});

describe('another one for', () => {
  test.each([
    ['another operator', { operator: 'zto' }],
    ['another platform', { platform: 'jd' }],
    ['the two the other way round', { operator: 'cainiao', platform: 'sf-express' }],
    ['names that run into each other', { operator: 'sf-expresscainiao', platform: '' }],
    ['the month before', { now: at('2026-10-31T23:59:59.999Z') }],
    ['the month after', { now: at('2026-12-01T00:00:00Z') }],
    ['the same month of the next year', { now: at('2027-11-20T00:00:00Z') }],
    ['another key', { pseudonymKey: new Uint8Array(32).fill(8) }],
  ])('%s', (_, change) => {
    const other = pseudonymOf('15412345678', { ...scope, ...change });
    expect(other).toMatch(/^ps_[a-z2-7]{26}$/);
    expect(other).not.toBe(known);
  });

  test('another value', () => {
    const values = ['15412345679', '8615412345678x', '李雷', '韩梅', 'a', 'b', '1 2', '12'];
    expect(new Set([known, ...values.map((value) => pseudonymOf(value, scope))]).size).toBe(
      values.length + 1,
    );
  });
});

describe('none for', () => {
  test.each([
    ['nothing', ''],
    ['nothing that is seen', ' \u200b\u3000'],
    ['half of a character', '\ud800李雷'],
    ['a text too long to be a value', 'x'.repeat(2_000)],
  ])('%s: null, since the operator did nothing wrong', (_, value) => {
    expect(pseudonymOf(value, scope)).toBeNull();
  });

  test.each([
    ['a key of another length', '李雷', { pseudonymKey: new Uint8Array(16) }],
    ['no key', '李雷', { pseudonymKey: new Uint8Array() }],
    ['no time', '李雷', { now: Number.NaN }],
  ])('%s', (_, value, change) => {
    expect(pseudonymOf(value, { ...scope, ...change })).toBeUndefined();
  });
});

test('any value has one of the form, or none, and it holds nothing of the value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (value) => {
      const pseudonym = pseudonymOf(value, scope);
      expect(pseudonym ?? 'ps_aaaaaaaaaaaaaaaaaaaaaaaaaa').toMatch(/^ps_[a-z2-7]{26}$/);
      if (pseudonym !== null) expect(pseudonymOf(value, scope)).toBe(pseudonym);
    }),
    { seed: 20170601, numRuns: 2_000 },
  );
});

test.each([
  ['2026-11-20T12:00:00+08:00', '2026-11'],
  ['2026-12-01T07:59:59+08:00', '2026-11'],
  ['2026-12-01T08:00:00+08:00', '2026-12'],
  ['0999-01-01T00:00:00Z', '0999-01'],
])('the epoch of %s is %s', (time, epoch) => {
  expect(epochOf(at(time))).toBe(epoch);
});
