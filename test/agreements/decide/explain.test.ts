/** Explanations say the clause, what stands in the way, what would change the answer, and when it changes by itself. */
import { describe, expect, test } from 'vitest';
import {
  explainField,
  type FieldExplanation,
  type FieldQuestion,
  type Outcome,
} from '../../../gateway/agreements/explain/explainField.ts';
import { printExplanation } from '../../../gateway/agreements/explain/printExplanation.ts';
import { agreementOf, atTime, CONTRACT, wordOf } from './support.ts';

const AGREEMENT = agreementOf({
  shares: `
    type LockerLeg {
      status: ParcelStatus  @share(parcels: [OWN, FOREIGN])
      pickupCode: String    @share(for: [RECIPIENT_NOTICE], until: DELIVERED) @share(for: [ORDER_STATUS], until: DELIVERED, graceDays: 7)
      storedAt: DateTime    @share(as: HOUR) @share(for: [ORDER_STATUS], as: DATE)
      recipient: Recipient  @share
    }
    type Recipient {
      name: String          @share(as: CN_NAME, parcels: [OWN, FOREIGN])
      address: Address      @share
    }
  `,
});

function explain(given: Partial<FieldQuestion>): FieldExplanation {
  return explainField([AGREEMENT], CONTRACT, {
    operator: 'hive-box',
    role: 'locker',
    platform: 'cainiao',
    purpose: 'ORDER_STATUS',
    relation: 'OWN',
    coordinate: 'LockerLeg.pickupCode',
    everReached: ['ACCEPTED'],
    finalAt: null,
    now: atTime('2017-07-01'),
    ...given,
  });
}

describe('an explanation on the terminal', () => {
  test('of a field that is granted until its leg is final', () => {
    expect(printExplanation(explain({}))).toBe(
      `LockerLeg.pickupCode: disclosed
  hive-box to cainiao, for ORDER_STATUS, OWN parcels, at 2017-07-01T00:00:00Z
  agreement hive-box--cainiao, version 1, in force until 2018-06-01T00:00:00Z
clauses of the field
  > hive-box--cainiao.graphql:4:79  @share(for: [ORDER_STATUS], until: DELIVERED, graceDays: 7)
      grants it
    hive-box--cainiao.graphql:4:29  @share(for: [RECIPIENT_NOTICE], until: DELIVERED)
      is for RECIPIENT_NOTICE, not for ORDER_STATUS
changed by: the leg becoming final, or reaching the status that the clause ends with
time alone: withheld (EXPIRED) from 2018-06-01T00:00:00Z on`,
    );
  });

  test('of a field below a step that is withheld', () => {
    expect(printExplanation(explain({ coordinate: 'Recipient.name', relation: 'FOREIGN' }))).toBe(
      `Recipient.name: withheld (NOT_OWN_PARCEL)
  hive-box to cainiao, for ORDER_STATUS, FOREIGN parcels, at 2017-07-01T00:00:00Z
  agreement hive-box--cainiao, version 1, in force until 2018-06-01T00:00:00Z
clauses of the field
  > hive-box--cainiao.graphql:9:29  @share(as: CN_NAME, parcels: [OWN, FOREIGN])
      grants it masked as CN_NAME
way from the leg
  LockerLeg.recipient  withheld (NOT_OWN_PARCEL)
  Recipient.name       masked as CN_NAME
stopped at LockerLeg.recipient, on the way to the field
changed by: \`@share(parcels: [FOREIGN])\` on \`LockerLeg.recipient\`
time alone: withheld (EXPIRED) from 2018-06-01T00:00:00Z on`,
    );
  });

  test('lets no escape sequence of an agreement through', () => {
    const text = '@share(for: [ORDER_STATUS])\u001b[2J\u202e';
    const hostile = { ...AGREEMENT, clauses: AGREEMENT.clauses.map((clause) => ({ ...clause, text })) };
    const { question } = explain({});
    const printed = printExplanation(explainField([hostile], CONTRACT, question));
    expect(printed).toContain('@share(for: [ORDER_STATUS])');
    for (const character of ['\u001b', '\u202e']) expect(printed).not.toContain(character);
  });
});

describe('what an explanation says', () => {
  const finalAt = atTime('2017-06-28');
  const words = (given: Partial<FieldQuestion>) => explain(given).clauses.map((clause) => clause.words);

  test.each<[string, Partial<FieldQuestion>, readonly string[]]>([
    [
      'of a phase that is over',
      { purpose: 'RECIPIENT_NOTICE', everReached: ['DELIVERED'] },
      ['is over: the leg reached DELIVERED', 'is for ORDER_STATUS, not for RECIPIENT_NOTICE'],
    ],
    [
      'of days of grace that ran',
      { everReached: ['DELIVERED'], finalAt, now: atTime('2017-07-05') },
      [
        'is for RECIPIENT_NOTICE, not for ORDER_STATUS',
        'is over: the leg reached DELIVERED, and 7 days of grace ended at 2017-07-05T00:00:00Z',
      ],
    ],
    [
      'of days of grace that nothing begins',
      { everReached: ['RETURNED'] },
      [
        'is for RECIPIENT_NOTICE, not for ORDER_STATUS',
        'is over: the leg reached RETURNED, and when it became final is not known',
      ],
    ],
    [
      'of a state that is not known',
      { everReached: [] },
      ['is for RECIPIENT_NOTICE, not for ORDER_STATUS', "is over: nothing is known of the leg's state"],
    ],
    [
      'of a state that cannot be',
      { everReached: ['LOST'] },
      [
        'is for RECIPIENT_NOTICE, not for ORDER_STATUS',
        "is over: the leg's state holds a status that no operator sends",
      ],
    ],
    [
      'of other parcels',
      { coordinate: 'Recipient.address', relation: 'FOREIGN' },
      ['is for OWN parcels, not for `FOREIGN`'],
    ],
    [
      'of parcels that are delegated',
      { coordinate: 'LockerLeg.status', relation: 'DELEGATED' },
      ['grants nothing to DELEGATED: it is denied whatever a clause lists'],
    ],
    [
      'of clauses that disagree',
      { coordinate: 'LockerLeg.storedAt' },
      [
        'grants nothing: the clause in line 5 is about the same and has another mask',
        'grants nothing: the clause in line 5 is about the same and has another mask',
      ],
    ],
    [
      'of one of them alone',
      { coordinate: 'LockerLeg.storedAt', purpose: 'RECIPIENT_NOTICE' },
      ['grants it masked as HOUR', 'is for ORDER_STATUS, not for RECIPIENT_NOTICE'],
    ],
    ['of a field without clauses', { coordinate: 'LockerLeg.fee' }, []],
  ])('%s', (_, given, expected) => expect(words(given)).toEqual(expected));

  test.each<[string, Partial<FieldQuestion>, string]>([
    [
      'another pair',
      { platform: 'jd' },
      'an agreement of `hive-box` with `jd`, one alone in force at the time',
    ],
    ['too early', { now: atTime('2017-05-01') }, 'time: version 1 comes into force at 2017-06-01T00:00:00Z'],
    [
      'too late',
      { now: atTime('2018-06-01') },
      'a new version that is in force alone at the time: version 1 ended at 2018-06-01T00:00:00Z',
    ],
    [
      'a purpose that is not agreed',
      { purpose: 'LEGAL' },
      'a new version of the agreement that has LEGAL among its purposes, signed by both parties',
    ],
    [
      'no purpose',
      { purpose: 'FUN' },
      'another purpose: `FUN` is none of DELIVERY, RECIPIENT_NOTICE, ORDER_STATUS, AFTER_SALES, DISPUTE, FRAUD_PREVENTION, SETTLEMENT, NETWORK_PLANNING, STATISTICS, LEGAL, MARKETING, PROFILING, RESALE',
    ],
    [
      'no field',
      { coordinate: 'LockerLeg.pickupcode' },
      'another field: `LockerLeg.pickupcode` is none of a leg or below one; did you mean `LockerLeg.pickupCode` or `LockerLeg.pickupQr`?',
    ],
    [
      'a key',
      { coordinate: 'LockerLeg.waybill' },
      'nothing in a clause: the key of a leg comes with any field of it',
    ],
    [
      'a key of a hidden leg',
      { coordinate: 'LockerLeg.waybill', relation: 'DELEGATED' },
      'a clause that shares any field of the leg: its key comes with it',
    ],
    [
      'a leg of another role',
      { coordinate: 'CourierLeg.status' },
      'nothing: no field of such a leg leads there',
    ],
    [
      'an empty object',
      { coordinate: 'Recipient.address' },
      'a clause on a field below `Recipient.address`: an object is asked for only with something in it',
    ],
    ['a field without clauses', { coordinate: 'LockerLeg.fee' }, '`@share` on `LockerLeg.fee`'],
    [
      'other parcels',
      { coordinate: 'LockerLeg.recipient', relation: 'FOREIGN' },
      '`@share(parcels: [FOREIGN])` on `LockerLeg.recipient`',
    ],
    [
      'clauses that disagree',
      { coordinate: 'LockerLeg.storedAt' },
      'clauses on `LockerLeg.storedAt` that can all be kept and have one mask',
    ],
    [
      'a phase that is over',
      { everReached: ['DELIVERED'] },
      'a clause on `LockerLeg.pickupCode` with a later `until:`, with days of grace, or without an end',
    ],
    ['no state', { everReached: [] }, "news of the leg's state from its operator"],
    [
      'days of grace that run',
      { everReached: ['DELIVERED'], finalAt },
      'time: the leg is final, and its days of grace run',
    ],
    [
      'for good',
      { coordinate: 'LockerLeg.status' },
      'a new version of the agreement, signed by both parties',
    ],
  ])('would change the answer: %s', (_, given, remedy) => expect(explain(given).remedy).toBe(remedy));

  test.each<[string, Partial<FieldQuestion>, string | null]>([
    ['the beginning', { now: atTime('2017-05-01') }, '2017-06-01 disclose'],
    ['the end', {}, '2018-06-01 EXPIRED'],
    ['the end of grace', { everReached: ['DELIVERED'], finalAt }, '2017-07-05 PHASE_OVER'],
    ['nothing, for a pair without an agreement', { platform: 'jd' }, null],
    ['nothing, after the end', { now: atTime('2018-06-01') }, null],
  ])('changes by itself: %s', (_, given, expected) => {
    const { next } = explain(given);
    expect(next && `${new Date(next.at).toISOString().slice(0, 10)} ${word(next.outcome)}`).toBe(expected);
  });
});

function word(outcome: Outcome): string {
  return wordOf({ ...outcome, clause: null });
}
