/** What a new version changes: what it really grants otherwise, and who has to sign. */
import { describe, expect, test } from 'vitest';
import type { Agreement } from '../../../gateway/agreements/agreement.ts';
import { compareMasks } from '../../../gateway/agreements/diff/compareGrants.ts';
import { diffAgreements } from '../../../gateway/agreements/diff/diffAgreements.ts';
import { printDiff } from '../../../gateway/agreements/diff/printDiff.ts';
import { MASKS } from '../../../schema/privacy.ts';
import { type AgreementText, agreementOf, CONTRACT } from './support.ts';

const BEFORE = `
  type LockerLeg {
    status: ParcelStatus  @share
    storedAt: DateTime    @share(as: HOUR)
    pickupCode: String    @share(for: [RECIPIENT_NOTICE], until: DELIVERED)
    recipient: Recipient  @share
  }
  type Recipient { name: String @share(as: CN_NAME) }
`;
const before = agreementOf({ shares: BEFORE });
const OWN_LEG = 'LockerLeg.status OWN ORDER_STATUS,RECIPIENT_NOTICE';

/** The new version has the old one's text with one piece of it replaced. */
function diffOf(piece: string, replacement: string, given: Partial<AgreementText> = {}) {
  expect(BEFORE).toContain(piece);
  const after = agreementOf({ version: 2, shares: BEFORE.replace(piece, replacement), ...given });
  return diffAgreements(before, after, CONTRACT);
}

describe('fields', () => {
  test.each<[string, string, string, readonly string[], string]>([
    [
      'added',
      'type LockerLeg {',
      'type LockerLeg { deadline: DateTime @share',
      ['widens LockerLeg.deadline OWN ORDER_STATUS,RECIPIENT_NOTICE'],
      'both',
    ],
    ['removed', 'status: ParcelStatus  @share', '', [`narrows ${OWN_LEG}`], 'both'],
    [
      'removed with the way to them',
      'recipient: Recipient  @share',
      '',
      [
        'narrows LockerLeg.recipient OWN ORDER_STATUS,RECIPIENT_NOTICE',
        'narrows Recipient.name OWN ORDER_STATUS,RECIPIENT_NOTICE',
      ],
      'both',
    ],
    [
      'shared with nothing to be read below',
      'type LockerLeg {',
      'type LockerLeg { fee: Money @share',
      [],
      'none',
    ],
    [
      'that the operator has not published yet',
      'type LockerLeg {',
      'type LockerLeg { hiveBox_x: String @share',
      [],
      'both',
    ],
    [
      'that no shared way leads to',
      'type Recipient {',
      'type Money { currency: String @share } type Recipient {',
      [],
      'both',
    ],
    [
      'for one purpose less',
      'ParcelStatus  @share',
      'ParcelStatus @share(for: [ORDER_STATUS])',
      ['narrows LockerLeg.status OWN RECIPIENT_NOTICE'],
      'both',
    ],
    [
      'for one purpose more',
      '[RECIPIENT_NOTICE]',
      '[RECIPIENT_NOTICE, ORDER_STATUS]',
      ['widens LockerLeg.pickupCode OWN ORDER_STATUS'],
      'both',
    ],
    [
      'of other parcels',
      'ParcelStatus  @share',
      'ParcelStatus @share(parcels: [FOREIGN])',
      [`widens ${OWN_LEG.replace('OWN', 'FOREIGN')}`, `narrows ${OWN_LEG}`],
      'both',
    ],
    [
      'of delegated parcels',
      'ParcelStatus  @share',
      'ParcelStatus @share(parcels: [OWN, DELEGATED])',
      [],
      'both',
    ],
    [
      'with a stricter mask',
      'as: HOUR',
      'as: DATE',
      ['narrows LockerLeg.storedAt OWN ORDER_STATUS,RECIPIENT_NOTICE'],
      'one',
    ],
    ['with a mask that had none', 'ParcelStatus  @share', 'ParcelStatus @share', [], 'none'],
    [
      'without their mask',
      '(as: HOUR)',
      '',
      ['widens LockerLeg.storedAt OWN ORDER_STATUS,RECIPIENT_NOTICE'],
      'both',
    ],
    [
      'with another mask',
      'as: CN_NAME',
      'as: INITIAL',
      ['changes Recipient.name OWN ORDER_STATUS,RECIPIENT_NOTICE'],
      'both',
    ],
    [
      'with masks that disagree',
      '(as: HOUR)',
      '(as: HOUR) @share(as: DATE)',
      ['narrows LockerLeg.storedAt OWN ORDER_STATUS,RECIPIENT_NOTICE'],
      'both',
    ],
    [
      'until an earlier status',
      'until: DELIVERED',
      'until: OUT_FOR_DELIVERY',
      ['narrows LockerLeg.pickupCode OWN RECIPIENT_NOTICE'],
      'both',
    ],
    ['until another final status', 'until: DELIVERED', 'until: CANCELLED', [], 'none'],
    [
      'with days of grace',
      'until: DELIVERED',
      'until: DELIVERED, graceDays: 3',
      ['widens LockerLeg.pickupCode OWN RECIPIENT_NOTICE'],
      'both',
    ],
    [
      'without their end',
      ', until: DELIVERED',
      '',
      ['widens LockerLeg.pickupCode OWN RECIPIENT_NOTICE'],
      'both',
    ],
    [
      'with an end',
      'ParcelStatus  @share',
      'ParcelStatus @share(until: RETURNED)',
      [`narrows ${OWN_LEG}`],
      'both',
    ],
    [
      'with a stricter mask and an end',
      'as: HOUR',
      'as: DATE, until: RETURNED',
      ['narrows LockerLeg.storedAt OWN ORDER_STATUS,RECIPIENT_NOTICE'],
      'both',
    ],
    [
      'with a stricter mask for longer',
      'for: [RECIPIENT_NOTICE], until: DELIVERED',
      'for: [RECIPIENT_NOTICE], as: LAST_FOUR',
      ['changes LockerLeg.pickupCode OWN RECIPIENT_NOTICE'],
      'both',
    ],
    [
      'in other words',
      'ParcelStatus  @share',
      'ParcelStatus @share(for: [RECIPIENT_NOTICE]) @share(for: [ORDER_STATUS], until: DELIVERED) @share(for: [ORDER_STATUS])',
      [],
      'none',
    ],
  ])('%s', (_, piece, replacement, expected, signatures) => {
    const diff = diffOf(piece, replacement);
    expect(
      diff.fields
        .map(
          ({ effect, coordinate, relation, purposes }) =>
            `${effect} ${coordinate} ${relation} ${[...purposes].sort()}`,
        )
        .sort(),
    ).toEqual([...expected].sort());
    expect(diff.signatures).toBe(signatures);
  });
});

describe('terms', () => {
  const change = (given: Partial<Agreement>): readonly string[] => {
    const diff = diffAgreements(before, { ...before, ...given }, CONTRACT);
    const terms = diff.terms.map((each) => `${each.effect} ${each.term}: ${each.before} to ${each.after}`);
    return [...terms, diff.signatures];
  };

  test.each<[string, Partial<Agreement>, readonly string[]]>([
    [
      'a purpose more',
      { purposes: [...before.purposes, 'LEGAL'] },
      ['widens purposes: null to LEGAL', 'both'],
    ],
    ['purposes in another order', { purposes: [...before.purposes].reverse() }, ['none']],
    [
      'a later end',
      { until: before.until + 1_000 },
      ['widens until: 2018-06-01T00:00:00Z to 2018-06-01T00:00:01Z', 'both'],
    ],
    [
      'an earlier end',
      { until: before.until - 1_000 },
      ['narrows until: 2018-06-01T00:00:00Z to 2018-05-31T23:59:59Z', 'both'],
    ],
    ['a begin within the time of the old one', { from: before.until }, ['none']],
    [
      'a begin after a gap',
      { from: before.until + 1 },
      ['narrows from: 2017-06-01T00:00:00Z to 2018-06-01T00:00:00.001Z', 'both'],
    ],
    [
      'a begin before the old one',
      { from: before.from - 1_000 },
      ['widens from: 2017-06-01T00:00:00Z to 2017-05-31T23:59:59Z', 'both'],
    ],
    ['a shorter retention', { retentionDays: 30 }, ['narrows retentionDays: 90 to 30', 'one']],
    ['a longer retention', { retentionDays: 91 }, ['widens retentionDays: 90 to 91', 'both']],
    ['a limit of misses', { missesPerDay: 10 }, ['narrows missesPerDay: no limit to 10', 'both']],
    ['another notice', { noticeHours: 71 }, ['changes noticeHours: 72 to 71', 'both']],
    ['another operator', { operator: 'inpost' }, ['changes operator: hive-box to inpost', 'both']],
    ['another version', { version: 2 }, ['none']],
  ])('%s', (_, given, expected) => expect(change(given)).toEqual(expected));

  test('of a first agreement are all new, and so are its fields', () => {
    const diff = diffAgreements(undefined, before, CONTRACT);
    expect([diff.before, diff.terms, diff.signatures]).toEqual([null, [], 'both']);
    expect(diff.fields.map(({ coordinate, effect }) => `${effect} ${coordinate}`)).toEqual([
      'widens LockerLeg.pickupCode',
      'widens LockerLeg.recipient',
      'widens LockerLeg.status',
      'widens LockerLeg.storedAt',
      'widens Recipient.name',
    ]);
  });
});

describe('masks', () => {
  const all = MASKS.map((mask) => (mask === 'CLEAR' ? null : mask));

  test('are ordered as far as one shows nothing that the other hides', () => {
    const stricter = all.flatMap((one) =>
      all.filter((other) => compareMasks(one, other) === 'narrows').map((other) => `${one} ${other}`),
    );
    const masked = all.filter((mask) => mask !== null).map((mask) => `null ${mask}`);
    expect(stricter.sort()).toEqual([...masked, 'HOUR DATE'].sort());
  });

  test('compare the other way round the other way', () => {
    const turned = { widens: 'narrows', narrows: 'widens', changes: 'changes' } as const;
    for (const one of all) {
      for (const other of all) {
        const effect = compareMasks(one, other);
        expect(compareMasks(other, one)).toBe(effect && turned[effect]);
        expect(effect === undefined).toBe(one === other);
      }
    }
  });
});

test('a difference on the terminal', () => {
  const diff = diffOf('as: HOUR', 'as: DATE', {
    purposes: ['ORDER_STATUS', 'RECIPIENT_NOTICE', 'LEGAL'],
    from: '2017-09-01',
    shares: BEFORE.replace('as: HOUR', 'for: [ORDER_STATUS, LEGAL], as: DATE')
      .replace('status: ParcelStatus  @share', '')
      .replace('Recipient  @share', 'Recipient @share(for: [ORDER_STATUS, RECIPIENT_NOTICE])')
      .replace('until: DELIVERED', 'until: DELIVERED, graceDays: 7'),
  });
  expect(printDiff(diff)).toBe(`hive-box--cainiao: version 1 to 2
terms
  widens  purposes  adds LEGAL
fields
  widens   LockerLeg.pickupCode  OWN  RECIPIENT_NOTICE                from until any final status to until any final status and 7 days more
  widens   LockerLeg.storedAt    OWN  LEGAL                           adds it as DATE, for good
  narrows  LockerLeg.status      OWN  ORDER_STATUS, RECIPIENT_NOTICE  removes it; it was as it is, for good
  narrows  LockerLeg.storedAt    OWN  ORDER_STATUS                    from as HOUR to as DATE
  narrows  LockerLeg.storedAt    OWN  RECIPIENT_NOTICE                removes it; it was as HOUR, for good
said otherwise, though nothing is granted by it yet
  Recipient.name
both parties sign it`);
});
