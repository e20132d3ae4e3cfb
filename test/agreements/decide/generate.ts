/** Random agreements and questions: mostly sensible, sometimes what no check would let pass, so that compiling has to be safe. */
import fc from 'fast-check';
import type { Agreement, Clause } from '../../../gateway/agreements/agreement.ts';
import type { AgreementContract, ContractField } from '../../../gateway/agreements/agreementContract.ts';
import type { LegFacts, Relation } from '../../../gateway/agreements/decision.ts';
import type { Question } from './reference.ts';

export const STATUSES = [
  ...['REGISTERED', 'ACCEPTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'AVAILABLE_FOR_PICKUP'],
  ...['DELIVERY_FAILED', 'DELIVERED', 'RETURNING', 'RETURNED', 'EXCEPTION', 'CANCELLED'],
];

/** A small contract, so that random clauses meet: both legs, a shared type, a type within itself, one without a leaf. */
export const SMALL_CONTRACT: AgreementContract = contractOf({
  CourierLeg: { operator: 'Operator', waybill: 'ID', status: 'ParcelStatus', sender: 'Person', loop: 'Loop' },
  LockerLeg: {
    operator: 'Operator',
    waybill: 'ID',
    status: 'ParcelStatus',
    storedAt: 'DateTime',
    recipient: 'Person',
  },
  Person: { name: 'String', phone: 'String', home: 'Place' },
  Place: { city: 'String', within: 'Place' },
  Loop: { loop: 'Loop', other: 'Ring' },
  Ring: { loop: 'Loop' },
});

function contractOf(types: Readonly<Record<string, Readonly<Record<string, string>>>>): AgreementContract {
  const fieldsOf = (type: string, fields: Readonly<Record<string, string>>) =>
    Object.entries(fields).map(([name, typeName]): [string, ContractField] => {
      const isKey = type.endsWith('Leg') && ['operator', 'waybill'].includes(name);
      const isObject = typeName in types || typeName === 'Operator';
      const coordinate = `${type}.${name}`;
      const rest = { type: typeName, arguments: new Map<string, string>(), label: undefined };
      return [name, { coordinate, name, typeName, isObject, isKey, ...rest }];
    });
  return {
    legTypes: ['CourierLeg', 'LockerLeg'],
    types: new Map(Object.entries(types).map(([type, fields]) => [type, new Map(fieldsOf(type, fields))])),
    interfaces: new Set(['Leg']),
    otherTypes: new Set(['Parcel', 'Operator']),
    statuses: new Set([...STATUSES, 'UNKNOWN', 'EXPIRED']),
  };
}

/** Every coordinate of the small contract, what a key leads to, and some that are in no contract. */
export const COORDINATES: readonly string[] = [
  ...[...SMALL_CONTRACT.types.values()].flatMap((fields) =>
    [...fields.values()].map((field) => field.coordinate),
  ),
  ...[
    'Operator.code',
    'Operator.name',
    'Parcel.status',
    'Leg.status',
    'Person',
    '',
    '__proto__',
    'Person.__proto__',
  ],
];

/** Times are small, so that they meet. */
const T = 10;
const DAY_MS = 86_400_000;

const word = <Text extends string | null>(
  usual: readonly Text[],
  odd: readonly string[],
): fc.Arbitrary<Text> =>
  fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) as fc.Arbitrary<Text> },
  );

const PURPOSE = word(
  ['ORDER_STATUS', 'RECIPIENT_NOTICE', 'MARKETING'],
  ['LEGAL', 'order_status', '', '__proto__'],
);
const RELATION = word<Relation>(['OWN', 'OWN', 'FOREIGN'], ['DELEGATED', 'own', '']);
/** No mask, one that fits the field (`FIT`), or any other. */
const MASK = word<string | null>(
  [null, null, null, 'FIT', 'FIT'],
  ['CN_NAME', 'SCRUB', 'HOUR', 'CLEAR', 'constructor'],
);
const UNTIL = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 4, arbitrary: fc.constantFrom('DELIVERED', 'RETURNED', 'AVAILABLE_FOR_PICKUP', 'EXCEPTION') },
  { weight: 1, arbitrary: word(STATUSES, ['EXPIRED', 'UNKNOWN', 'delivered', '']) },
);
const GRACE = word<string>(['0', '0', '1', '2'], ['-1', 'NaN', '0.5', 'Infinity']).map(Number);

/** A clause as a field and its terms. All have one text, so that nothing may be told from it. */
function clause(coordinates: readonly string[]): fc.Arbitrary<Clause> {
  return fc
    .record({
      coordinate: word(coordinates, ['Parcel.status', 'LockerLeg.waybill', '__proto__']),
      purposes: fc.uniqueArray(PURPOSE, { minLength: 1, maxLength: 3 }),
      relations: fc.uniqueArray(RELATION, { minLength: 1, maxLength: 2 }),
      mask: MASK,
      until: UNTIL,
      graceDays: GRACE,
    })
    .map(({ mask, ...rest }) => ({ ...rest, mask: fitMask(rest.coordinate, mask) }))
    .map((terms) => ({ ...terms, file: 'a.graphql', line: 1, column: 1, text: '@share(...)' }));
}

/** Names and times are masked throughout; other fields sometimes, so that their clauses disagree. */
function fitMask(coordinate: string, mask: string | null): string | null {
  if (mask !== null && mask !== 'FIT') return mask;
  if (coordinate === 'LockerLeg.storedAt') return 'HOUR';
  if (coordinate === 'Person.name') return 'CN_NAME';
  return mask === 'FIT' && /\.(phone|city)$/.test(coordinate) ? 'CN_PHONE' : null;
}

/** Every field of the small contract that a clause may be about. */
export const FIELDS: readonly string[] = [...SMALL_CONTRACT.types.values()].flatMap((fields) =>
  [...fields.values()].filter(({ isKey }) => !isKey).map(({ coordinate }) => coordinate),
);

/** An agreement of one of two operators with one of two platforms. */
const agreement: fc.Arbitrary<Agreement> = fc
  .record({
    operator: fc.constantFrom('one', 'one', 'one', 'two'),
    platform: fc.constantFrom('red', 'red', 'red', 'blue'),
    purposes: fc.uniqueArray(PURPOSE, { minLength: 1, maxLength: 4 }),
    from: fc.integer({ min: 0, max: T }),
    length: fc.integer({ min: -1, max: 2 * T }),
    // Steps to objects are shared more often than not: otherwise nearly nothing below them could be read.
    steps: fc.subarray(FIELDS.filter((each) => /sender|recipient|home|within|loop|other/.test(each))),
    clauses: fc.array(clause(FIELDS), { maxLength: 24 }),
  })
  .map(({ from, length, steps, clauses, ...given }) => ({
    ...given,
    ...{
      id: `${given.operator}--${given.platform}`,
      version: 1,
      noticeHours: 1,
      retentionDays: 1,
      missesPerDay: null,
    },
    from: from * DAY_MS,
    until: (from + length) * DAY_MS,
    clauses: [...steps.map((step) => stepClause(step, given.purposes)), ...clauses].map((each, index) => ({
      ...each,
      line: index + 1,
    })),
  }));

function stepClause(coordinate: string, purposes: readonly string[]): Clause {
  const terms = { purposes, relations: ['OWN', 'FOREIGN'] as const, mask: null, until: null, graceDays: 0 };
  return {
    coordinate,
    ...terms,
    file: 'a.graphql',
    line: 1,
    column: 1,
    text: '@share(...)',
  };
}

export const AGREEMENTS: fc.Arbitrary<readonly Agreement[]> = fc.array(agreement, {
  minLength: 1,
  maxLength: 4,
});

/** A moment at, just before or just after a boundary. */
const TIME = fc
  .tuple(fc.integer({ min: 0, max: 2 * T }), fc.constantFrom(-1, 0, 0, 1))
  .map(([day, shift]) => day * DAY_MS + shift);

const leg: fc.Arbitrary<LegFacts> = fc.record({
  operator: word(['one', 'one', 'one', 'two'], ['', '__proto__']),
  role: fc.constantFrom('courier', 'locker', undefined),
  relation: RELATION,
  acceptedAt: fc.constantFrom(null, 0),
  everReached: fc.oneof(
    {
      weight: 5,
      arbitrary: fc.subarray(
        STATUSES.filter((each) => !['DELIVERED', 'RETURNED', 'CANCELLED'].includes(each)),
      ),
    },
    { weight: 3, arbitrary: fc.uniqueArray(word(STATUSES, ['EXPIRED', 'LOST', '']), { maxLength: 4 }) },
  ),
  finalAt: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: TIME },
    { weight: 1, arbitrary: fc.constantFrom(Number.NEGATIVE_INFINITY, Number.NaN) },
  ),
});

export const QUESTION: fc.Arbitrary<Question> = fc.record({
  caller: fc.record({ platform: word(['red', 'red', 'red', 'blue'], ['', 'constructor']), purpose: PURPOSE }),
  leg,
  now: fc.oneof(
    { weight: 30, arbitrary: TIME },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity) },
  ),
});
