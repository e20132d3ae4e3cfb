/** What is left of a leg on the continuity floor, and under a mediator's measure. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LegFacts, LegPolicy } from '../../../gateway/agreements/decision.ts';
import { createFloors } from '../../../gateway/agreements/floor/createFloors.ts';
import { createNarrowing } from '../../../gateway/agreements/floor/createNarrowing.ts';
import { compileTable } from '../../../gateway/agreements/table/compileTable.ts';
import { AGREEMENTS, COORDINATES, QUESTION, SMALL_CONTRACT } from '../decide/generate.ts';
import { agreementOf, atTime, CONTRACT, legOf, wordOf } from '../decide/support.ts';

const RUNS = { seed: 2017, numRuns: 300 };
const NOW = atTime('2017-07-20');
const BEFORE = atTime('2017-07-10');
const DAY_MS = 86_400_000;
const FLOOR = { code: 'SUSPENDED', before: BEFORE } as const;
const CALLER = { platform: 'cainiao', purpose: 'ORDER_STATUS' };
const FIELDS = [...CONTRACT.types.values()].flatMap((fields) => [...fields.values()]);

const table = compileTable(
  [
    agreementOf({
      shares: `
        type LockerLeg {
          status: ParcelStatus    @share(parcels: [OWN, DELEGATED, FOREIGN])
          deadline: DateTime      @share(as: HOUR)
          storedAt: DateTime      @share
          recipient: Recipient    @share
        }
        type Recipient { phone: String @share }
      `,
    }),
  ],
  CONTRACT,
);

function cut(given: Partial<LegFacts>): LegPolicy {
  const leg = legOf({ parcel: { acceptedAt: BEFORE - 1, finalAt: null }, ...given });
  return createFloors(CONTRACT).cut(table.decideLeg(CALLER, leg, NOW), leg, FLOOR, NOW);
}

/** A withheld field may not be granted, and a granted one is granted as it was. */
function expectNoWider(cutPolicy: LegPolicy, base: LegPolicy, coordinates: readonly string[]): void {
  if (cutPolicy.isVisible) expect(base.isVisible).toBe(true);
  for (const each of coordinates) {
    const decision = cutPolicy.decide(each);
    if (decision.kind !== 'withhold') expect(wordOf(decision)).toBe(wordOf(base.decide(each)));
  }
}

describe('a leg is in the floor', () => {
  test.each<[string, Partial<LegFacts>, boolean]>([
    ['accepted just before', { parcel: { acceptedAt: BEFORE - 1, finalAt: null } }, true],
    ['accepted at the moment', { parcel: { acceptedAt: BEFORE, finalAt: null } }, false],
    ['accepted by nobody', { parcel: { acceptedAt: null, finalAt: null } }, false],
    ['accepted by another operator only', { acceptedAt: null }, true],
    ['accepted, but of its parcel nothing is known', { acceptedAt: BEFORE - 1, parcel: undefined }, false],
    ['final for not quite a week', { parcel: { acceptedAt: 0, finalAt: NOW - 7 * DAY_MS + 1 } }, true],
    ['final for a week', { parcel: { acceptedAt: 0, finalAt: NOW - 7 * DAY_MS } }, false],
    ['foreign', { relation: 'FOREIGN' }, false],
    ['delegated', { relation: 'DELEGATED' }, false],
    ['of a pair without an agreement', { operator: 'sto' }, false],
  ])('%s', (_, given, isVisible) => {
    expect(cut(given).isVisible).toBe(isVisible);
  });
});

describe('of a leg in the floor', () => {
  test.each([
    ['LockerLeg.status', 'disclose'],
    ['LockerLeg.deadline', 'as HOUR'],
    ['LockerLeg.storedAt', 'SUSPENDED'],
    ['LockerLeg.recipient', 'SUSPENDED'],
    ['LockerLeg.substatus', 'NOT_SHARED'],
  ])('%s: %s', (coordinate, word) => {
    expect(wordOf(cut({}).decide(coordinate))).toBe(word);
  });

  test('nothing is decided again on a fresh status, since nobody is asked', () => {
    expect(cut({})).toMatchObject({ dependsOnState: false, floor: FLOOR });
  });
});

test('the contract marks no personal field, nor anything that leads to one', () => {
  const reach = (type: string, seen = new Set<string>()): ReadonlySet<string> => {
    if (seen.has(type)) return seen;
    seen.add(type);
    for (const field of CONTRACT.types.get(type)?.values() ?? [])
      if (field.isObject) reach(field.typeName, seen);
    return seen;
  };
  const marked = FIELDS.filter(({ label }) => label?.continuity);
  const below = marked.flatMap(({ isObject, typeName }) => (isObject ? [...reach(typeName)] : []));
  const all = [...marked, ...below.flatMap((type) => [...(CONTRACT.types.get(type)?.values() ?? [])])];
  expect(marked.length).toBeGreaterThan(0);
  expect(all.filter(({ label }) => label?.kind === 'personal')).toEqual([]);
});

test('under any agreements the floor grants marked fields alone, none of them wider', () => {
  // The small contract's statuses are marked, and its `storedAt`, which agreements mask.
  const marked = new Set(['CourierLeg.status', 'LockerLeg.status', 'LockerLeg.storedAt']);
  const label = { kind: 'operational', continuity: true } as const;
  const types = [...SMALL_CONTRACT.types].map(([type, fields]) => {
    const labelled = [...fields].map(
      ([name, field]) => [name, marked.has(field.coordinate) ? { ...field, label } : field] as const,
    );
    return [type, new Map(labelled)] as const;
  });
  const contract = { ...SMALL_CONTRACT, types: new Map(types) };
  const legFields = COORDINATES.filter(
    (each) => /Leg\.(?!operator|waybill)/.test(each) && !each.startsWith('Leg.'),
  );
  let served = 0;
  fc.assert(
    fc.property(AGREEMENTS, fc.array(QUESTION, { minLength: 8, maxLength: 8 }), (agreements, questions) => {
      const small = compileTable(agreements, contract);
      for (const { caller, leg: asked, now } of questions) {
        const leg = { ...asked, parcel: { acceptedAt: 0, finalAt: null } };
        const base = small.decideLeg(caller, leg, now);
        const floor = createFloors(contract).cut(base, leg, { code: 'EXPIRED', before: 1 }, now);
        expectNoWider(floor, base, COORDINATES);
        if (leg.relation !== 'OWN') expect(floor.isVisible).toBe(false);
        const granted = legFields.filter((each) => floor.decide(each).kind !== 'withhold');
        expect(granted.filter((each) => !marked.has(each))).toEqual([]);
        served += granted.length;
      }
    }),
    RUNS,
  );
  expect(served).toBeGreaterThan(0);
});

test('whether a leg that a measure narrows exists does not tell its state', () => {
  const phased = compileTable(
    [
      agreementOf({
        shares: `type LockerLeg { status: ParcelStatus @share deadline: DateTime @share(until: DELIVERED) }`,
      }),
    ],
    CONTRACT,
  );
  const narrowing = createNarrowing(CONTRACT);
  const cutOf = (given: Partial<LegFacts>, ...withheld: string[]) => {
    const leg = legOf(given);
    return narrowing.cut(phased.decideLeg(CALLER, leg, NOW), leg, new Set(withheld));
  };
  const delivered = { everReached: ['DELIVERED'], finalAt: NOW - 1 };
  expect(wordOf(cutOf({}, 'LockerLeg.status').decide('LockerLeg.deadline'))).toBe('disclose');
  expect(wordOf(cutOf(delivered, 'LockerLeg.status').decide('LockerLeg.deadline'))).toBe('PHASE_OVER');
  for (const given of [{}, delivered]) {
    expect(cutOf(given, 'LockerLeg.status').isVisible).toBe(true);
    expect(cutOf(given, 'LockerLeg.status', 'LockerLeg.deadline').isVisible).toBe(false);
  }
});

test('under any agreements a measure withholds its fields, and widens none', () => {
  const withheldOf = fc.subarray([...COORDINATES], { minLength: 1 });
  let narrowed = 0;
  fc.assert(
    fc.property(AGREEMENTS, QUESTION, withheldOf, (agreements, { caller, leg, now }, withheld) => {
      const base = compileTable(agreements, SMALL_CONTRACT).decideLeg(caller, leg, now);
      const policy = createNarrowing(SMALL_CONTRACT).cut(base, leg, new Set(withheld));
      expectNoWider(policy, base, COORDINATES);
      if (!base.isVisible) return;
      for (const each of withheld) expect(policy.decide(each).kind).toBe('withhold');
      if (policy.isVisible) {
        const others = COORDINATES.filter((each) => !withheld.includes(each));
        for (const each of others) expect(wordOf(policy.decide(each))).toBe(wordOf(base.decide(each)));
      }
      narrowed += 1;
    }),
    RUNS,
  );
  expect(narrowed).toBeGreaterThan(0);
});
