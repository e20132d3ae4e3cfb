/** How pairs stand, what a table keeps, and what it costs to have many agreements. */
import { describe, expect, test } from 'vitest';
import { compileTable } from '../../../gateway/agreements/table/compileTable.ts';
import { RotatingCache } from '../../../gateway/agreements/table/rotatingCache.ts';
import { MASKS, PURPOSES } from '../../../schema/privacy.ts';
import { agreementOf, atTime, CONTRACT, legOf, wordOf } from './support.ts';

const STATUS = 'type LockerLeg { status: ParcelStatus @share }';
const version = (number: number, from: string, until: string) =>
  agreementOf({ version: number, from, until, shares: STATUS });

describe('a pair', () => {
  const table = compileTable(
    [
      version(1, '2017-02-01', '2017-03-01'),
      version(2, '2017-03-01', '2017-06-01'),
      version(3, '2017-05-01', '2017-07-01'),
      version(4, '2017-09-01', '2017-10-01'),
    ],
    CONTRACT,
  );

  test.each([
    ['before the first', '2017-01-31T23:59:59.999', 'NOT_YET', 1],
    ['from its first millisecond', '2017-02-01', 'IN_FORCE', 1],
    ['up to its last', '2017-02-28T23:59:59.999', 'IN_FORCE', 1],
    ['when the next one begins', '2017-03-01', 'IN_FORCE', 2],
    ['while two are', '2017-05-01', 'EXPIRED', 1],
    ['when the earlier of the two has ended', '2017-06-01', 'IN_FORCE', 3],
    ['between two', '2017-07-01', 'EXPIRED', 3],
    ['after the last', '2017-10-01', 'EXPIRED', 4],
  ])('%s', (_, at, state, number) => {
    const standing = table.readPair('hive-box', 'cainiao', atTime(at));
    expect([standing.state, standing.agreement?.version]).toEqual([state, number]);
    const inForce = table.listInForce('cainiao', atTime(at)).map((terms) => terms.version);
    expect(inForce).toEqual(state === 'IN_FORCE' ? [number] : []);
    const policy = table.decideLeg({ platform: 'cainiao', purpose: 'ORDER_STATUS' }, legOf(), atTime(at));
    expect(policy.isVisible).toBe(state === 'IN_FORCE');
    expect(policy.agreement).toEqual(state === 'IN_FORCE' ? standing.agreement : null);
  });

  test('without an agreement', () => {
    const none = { state: 'NONE', agreement: null };
    expect(table.readPair('hive-box', 'jd', atTime('2017-04-01'))).toEqual(none);
    expect(table.readPair('cainiao', 'hive-box', atTime('2017-04-01'))).toEqual(none);
  });

  test('stands under terms without clauses', () => {
    const { agreement } = table.readPair('hive-box', 'cainiao', atTime('2017-04-01'));
    const { clauses: _, ...terms } = version(2, '2017-03-01', '2017-06-01');
    expect(agreement).toEqual(terms);
  });

  test('whose two agreements are in force from the beginning has none', () => {
    const both = compileTable(
      [version(1, '2017-01-01', '2018-01-01'), version(2, '2017-01-01', '2018-01-01')],
      CONTRACT,
    );
    expect(both.readPair('hive-box', 'cainiao', atTime('2017-04-01'))).toEqual({
      state: 'NONE',
      agreement: null,
    });
    const policy = both.decideLeg(
      { platform: 'cainiao', purpose: 'ORDER_STATUS' },
      legOf(),
      atTime('2017-04-01'),
    );
    expect(wordOf(policy.decide('LockerLeg.status'))).toBe('NO_AGREEMENT');
  });
});

describe('a fingerprint', () => {
  const fingerprintOf = (shares: string) => {
    const table = compileTable([agreementOf({ shares })], CONTRACT);
    const caller = { platform: 'cainiao', purpose: 'ORDER_STATUS' };
    return table.decideLeg(caller, legOf(), atTime('2017-07-01')).fingerprint;
  };
  const status = fingerprintOf(STATUS);

  test.each([
    ['another field', 'type LockerLeg { custody: Custody @share }'],
    ['a field more', 'type LockerLeg { status: ParcelStatus @share  custody: Custody @share }'],
    [
      'a code more',
      'type LockerLeg { status: ParcelStatus @share  fee: Money @share(for: [RECIPIENT_NOTICE]) }',
    ],
    ['an end', 'type LockerLeg { status: ParcelStatus @share(until: DELIVERED) }'],
  ])('is another for %s', (_, shares) => expect(fingerprintOf(shares)).not.toBe(status));

  test.each([
    [
      'the same in other words',
      'type LockerLeg { status: ParcelStatus @share(until: RETURNED) @share(for: [ORDER_STATUS]) }',
    ],
    [
      'clauses that are about other questions',
      `${STATUS} type Recipient { name: String @share(parcels: [FOREIGN]) }`,
    ],
  ])('is the same for %s', (_, shares) => expect(fingerprintOf(shares)).toBe(status));

  test('is another for a leg that is visible, though its fields are withheld alike', () => {
    const shares = 'type LockerLeg { storedAt: DateTime @share(until: DELIVERED) }';
    const table = compileTable([agreementOf({ shares })], CONTRACT);
    const [visible, hidden] = (['locker', 'courier'] as const).map((role) => {
      const leg = legOf({ role, everReached: ['DELIVERED'] });
      return table.decideLeg({ platform: 'cainiao', purpose: 'ORDER_STATUS' }, leg, atTime('2017-07-01'));
    });
    const words = [visible, hidden].map((policy) => policy && wordOf(policy.decide('LockerLeg.storedAt')));
    expect([visible?.isVisible, hidden?.isVisible, ...words]).toEqual([
      true,
      false,
      'PHASE_OVER',
      'PHASE_OVER',
    ]);
    expect(visible?.fingerprint).not.toBe(hidden?.fingerprint);
  });
});

describe('what is kept', () => {
  const caller = { platform: 'cainiao', purpose: 'ORDER_STATUS' };

  test('a leg with the same question and phases has the same policy, at another time and of another state', () => {
    const shares = 'type LockerLeg { status: ParcelStatus @share(until: DELIVERED) }';
    const table = compileTable([agreementOf({ shares })], CONTRACT);
    const at = atTime('2017-07-01');
    const policy = table.decideLeg(caller, legOf(), at);
    expect(table.decideLeg(caller, legOf({ everReached: ['IN_TRANSIT'], acceptedAt: 1 }), at + 1)).toBe(
      policy,
    );
    expect(table.decideLeg(caller, legOf({ everReached: ['DELIVERED'] }), at)).not.toBe(policy);
    expect(table.decideLeg(caller, legOf({ relation: 'FOREIGN' }), at)).not.toBe(policy);
    expect(table.decideLeg({ ...caller, purpose: 'RECIPIENT_NOTICE' }, legOf(), at)).not.toBe(policy);
    expect(table.decideLeg(caller, legOf({ role: 'courier' }), at)).not.toBe(policy);
  });

  const finalAt = atTime('2017-07-01');
  const policyAfter = (ends: number, days: number) => {
    const clauses = Array.from({ length: ends }, (_, each) => `@share(until: DELIVERED, graceDays: ${each})`);
    const shares = `type LockerLeg { storedAt: DateTime ${clauses.join(' ')} }`;
    const leg = legOf({ everReached: ['DELIVERED'], finalAt });
    return compileTable([agreementOf({ shares })], CONTRACT).decideLeg(
      caller,
      leg,
      finalAt + days * 86_400_000,
    );
  };

  test.each([16, 17, 52])('%i different ends in one agreement are kept apart', (ends) => {
    const words = [0, 1, ends - 1.5, ends - 1].map((days) =>
      wordOf(policyAfter(ends, days).decide('LockerLeg.storedAt')),
    );
    expect(words).toEqual(['disclose', 'disclose', 'disclose', 'PHASE_OVER']);
  });

  test('more of them than can be kept apart are all over', () => {
    expect(wordOf(policyAfter(53, 0).decide('LockerLeg.storedAt'))).toBe('PHASE_OVER');
  });

  test('each set of open phases has a policy of its own, however many there are', () => {
    const clauses = Array.from({ length: 52 }, (_, each) => `@share(until: DELIVERED, graceDays: ${each})`);
    const shares = `type LockerLeg { storedAt: DateTime ${clauses.join(' ')} }`;
    const table = compileTable([agreementOf({ shares })], CONTRACT);
    const leg = legOf({ everReached: ['DELIVERED'], finalAt });
    const policies = Array.from({ length: 52 }, (_, days) =>
      table.decideLeg(caller, leg, finalAt + days * 86_400_000),
    );
    expect(new Set(policies).size).toBe(52);
  });

  test('the bits of all purposes, relations and masks fit into their places', () => {
    expect(PURPOSES.length).toBeLessThanOrEqual(15);
    expect(MASKS.length).toBeLessThanOrEqual(16);
  });

  test('a cache holds at most twice its capacity, and what was used lately', () => {
    const cache = new RotatingCache<number, { weight: number }>(10, ({ weight }) => weight);
    const values = Array.from({ length: 1_000 }, () => ({ weight: 1 }));
    for (const [key, value] of values.entries()) {
      cache.set(key, value);
      expect(cache.get(0)).toBe(values[0]);
    }
    const held = values.filter((value, key) => cache.get(key) === value);
    expect(held.length).toBeGreaterThanOrEqual(10);
    expect(held.length).toBeLessThanOrEqual(20);
  });

  test('what a value in a cache gains counts', () => {
    const cache = new RotatingCache<string, { weight: number }>(10, ({ weight }) => weight);
    cache.set('first', { weight: 1 });
    cache.grow(9);
    expect(cache.get('first')).toBeDefined();
    cache.grow(10);
    cache.grow(10);
    expect(cache.get('first')).toBeUndefined();
  });
});
