/** What `decideLeg` answers, row by row. Read `decisions.txt` beside the agreements here. */
import { describe, expect, test } from 'vitest';
import type { LegFacts, Relation } from '../../../gateway/agreements/decision.ts';
import { compileTable } from '../../../gateway/agreements/table/compileTable.ts';
import { agreementOf, atTime, CONTRACT, legOf, readRows, wordOf } from './support.ts';

const AGREEMENTS = [
  agreementOf({
    purposes: ['ORDER_STATUS', 'RECIPIENT_NOTICE', 'MARKETING'],
    shares: `
      type LockerLeg {
        status: ParcelStatus        @share(parcels: [OWN, DELEGATED, FOREIGN])
        storedAt: DateTime          @share(as: HOUR)
        deadline: DateTime          @share(as: CN_NAME)
        freeUntil: DateTime         @share(as: HOUR) @share(for: [ORDER_STATUS], as: DATE)
        pickupCode: String          @share(for: [RECIPIENT_NOTICE], until: DELIVERED)
        acceptedAt: DateTime        @share(until: DELIVERED, graceDays: 7)
        station: Facility           @share(until: OUT_FOR_DELIVERY)
        custody: Custody            @share(for: [ORDER_STATUS]) @share(for: [ORDER_STATUS], parcels: [FOREIGN], until: RETURNED)
        fee: Money                  @share(parcels: [FOREIGN])
        compartment: Compartment    @share(for: [MARKETING])
        recipient: Recipient        @share
      }
      type Compartment { size: CompartmentSize @share(for: [MARKETING]) }
      type Recipient { name: String @share(as: CN_NAME) }
    `,
  }),
  agreementOf({
    operator: 'inpost',
    platform: 'jd',
    shares: `
      type LockerLeg { status: ParcelStatus @share  recipient: Recipient @share }
      type Recipient { name: String @share(as: INITIAL, parcels: [OWN, FOREIGN]) }
    `,
  }),
  agreementOf({
    operator: 'sto',
    until: '2017-07-01',
    shares: 'type CourierLeg { status: ParcelStatus @share }',
  }),
  agreementOf({
    operator: 'sto',
    version: 2,
    from: '2017-07-01',
    until: '2017-09-01',
    shares: 'type CourierLeg { status: ParcelStatus @share  acceptedAt: DateTime @share }',
  }),
  agreementOf({
    operator: 'sto',
    version: 3,
    from: '2017-08-01',
    until: '2017-10-01',
    shares: 'type CourierLeg { status: ParcelStatus @share }',
  }),
];

const table = compileTable(AGREEMENTS, CONTRACT);
const COURIERS = new Set(['sto', 'zto']);

describe('decisions', () => {
  const rows = readRows(new URL('./decisions.txt', import.meta.url));
  test('there are as many rows as are meant to be', () => expect(rows.length).toBeGreaterThan(70));

  test.each(rows)('%s to %s for %s of %s parcels, %s, at %s: %s is %s', (...row) => {
    const [operator = '', platform = '', purpose = '', relation, state = '', at = '', field = '', expected] =
      row;
    const leg = legOf({ operator, role: COURIERS.has(operator) ? 'courier' : 'locker', ...readState(state) });
    const policy = table.decideLeg(
      { platform, purpose },
      { ...leg, relation: relation as Relation },
      atTime(at),
    );
    expect(wordOf(policy.decide(field))).toBe(expected);
    // A second answer comes out of what was kept.
    expect(wordOf(policy.decide(field))).toBe(expected);
  });
});

function readState(text: string): Pick<LegFacts, 'everReached' | 'finalAt'> {
  const [reached = '', finalAt] = text.split(' final ');
  return {
    everReached: reached === '-' ? [] : reached.split(','),
    finalAt: finalAt === undefined ? null : atTime(finalAt),
  };
}

describe('the clause that decided', () => {
  const decide = (field: string, purpose = 'ORDER_STATUS', given: Partial<LegFacts> = {}) =>
    table.decideLeg({ platform: 'cainiao', purpose }, legOf(given), atTime('2017-07-01')).decide(field)
      .clause;

  test.each([
    ['grants', decide('LockerLeg.storedAt'), '@share(as: HOUR)', 4],
    [
      'is about another purpose',
      decide('LockerLeg.pickupCode'),
      '@share(for: [RECIPIENT_NOTICE], until: DELIVERED)',
      7,
    ],
    [
      'is over',
      decide('LockerLeg.station', 'ORDER_STATUS', { everReached: [] }),
      '@share(until: OUT_FOR_DELIVERY)',
      9,
    ],
    ['is about other parcels', decide('LockerLeg.fee'), '@share(parcels: [FOREIGN])', 11],
    ['disagrees with another', decide('LockerLeg.freeUntil'), '@share(for: [ORDER_STATUS], as: DATE)', 6],
    ['matches best', decide('LockerLeg.custody'), '@share(for: [ORDER_STATUS])', 10],
  ])('%s', (_, clause, text, line) => {
    expect(clause).toMatchObject({ text, line, file: 'hive-box--cainiao.graphql' });
  });

  test('is none where a field has none, and for keys', () => {
    expect(decide('LockerLeg.events')).toBeNull();
    expect(decide('LockerLeg.waybill')).toBeNull();
  });

  test('is told as it was handed in', () => {
    for (const clause of AGREEMENTS[0]?.clauses ?? []) {
      if (clause.coordinate === 'LockerLeg.storedAt') expect(decide(clause.coordinate)).toEqual(clause);
    }
  });
});

describe('a leg', () => {
  const policyOf = (given: Partial<LegFacts>, platform = 'cainiao', purpose = 'ORDER_STATUS') =>
    table.decideLeg({ platform, purpose }, legOf(given), atTime('2017-07-01'));

  test.each<[string, Partial<LegFacts>, string, string, boolean]>([
    ['is visible by a leaf', {}, 'cainiao', 'ORDER_STATUS', true],
    ['of another operator is not', { operator: 'inpost' }, 'cainiao', 'ORDER_STATUS', false],
    ['is visible for a purpose with a leaf below an object', {}, 'cainiao', 'MARKETING', true],
    ['is not for one without', {}, 'cainiao', 'SETTLEMENT', false],
    ['is not to whom it was delegated', { relation: 'DELEGATED' }, 'cainiao', 'ORDER_STATUS', false],
    [
      'is not by a leaf that no step leads to',
      { operator: 'inpost', relation: 'FOREIGN' },
      'jd',
      'ORDER_STATUS',
      false,
    ],
    ['is not by the fields of another role', { role: 'courier' }, 'cainiao', 'ORDER_STATUS', false],
    ['whose role is not known is, by any', { role: undefined }, 'cainiao', 'ORDER_STATUS', true],
    [
      'stays visible when all phases are over',
      { everReached: ['DELIVERED'] },
      'cainiao',
      'ORDER_STATUS',
      true,
    ],
  ])('%s', (_, given, platform, purpose, isVisible) => {
    expect(policyOf(given, platform, purpose).isVisible).toBe(isVisible);
  });

  test('is visible by a field whose phase is over, since lists are cut before its state is known', () => {
    const shares = 'type LockerLeg { pickupCode: String @share(until: DELIVERED) }';
    const one = compileTable([agreementOf({ shares })], CONTRACT);
    const leg = legOf({ everReached: ['DELIVERED'] });
    const policy = one.decideLeg({ platform: 'cainiao', purpose: 'ORDER_STATUS' }, leg, atTime('2017-07-01'));
    expect([policy.isVisible, wordOf(policy.decide('LockerLeg.pickupCode'))]).toEqual([true, 'PHASE_OVER']);
  });

  test.each<[string, Partial<LegFacts>, string, boolean]>([
    ['with a clause that is to end', {}, 'RECIPIENT_NOTICE', true],
    ['with none for the purpose', {}, 'MARKETING', false],
    ['with all of them over', { everReached: ['OUT_FOR_DELIVERY', 'DELIVERED'] }, 'RECIPIENT_NOTICE', false],
    ['in days of grace', { everReached: ['DELIVERED'], finalAt: atTime('2017-06-30') }, 'ORDER_STATUS', true],
    ['of which nothing is known', { everReached: [] }, 'RECIPIENT_NOTICE', false],
  ])('%s: decided again on its status', (_, given, purpose, depends) => {
    expect(policyOf(given, 'cainiao', purpose).dependsOnState).toBe(depends);
  });

  test('is not decided again for a clause beside which the field is granted for good', () => {
    const shares = 'type LockerLeg { status: ParcelStatus @share(until: DELIVERED) @share }';
    const one = compileTable([agreementOf({ shares })], CONTRACT);
    const policy = one.decideLeg(
      { platform: 'cainiao', purpose: 'ORDER_STATUS' },
      legOf(),
      atTime('2017-07-01'),
    );
    expect(policy.dependsOnState).toBe(false);
    expect(policy.decide('LockerLeg.status').clause?.until).toBeNull();
  });
});
