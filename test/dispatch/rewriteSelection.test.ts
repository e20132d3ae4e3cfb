/** What is sent and what is reported, as tables: most lines are rows. */
import { parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { LegPolicy } from '../../gateway/agreements/decision.ts';
import { createJudge } from '../../gateway/dispatch/judgeField.ts';
import { readOperation } from '../../gateway/dispatch/readOperation.ts';
import { rewriteSelection } from '../../gateway/dispatch/rewriteSelection.ts';
import { capabilitiesOf, contract, withholding } from '../support/testNetwork.ts';

const ADDRESS = [...(contract.get('Address')?.fields.values() ?? [])].map(({ coordinate }) => coordinate);

interface Row {
  readonly name: string;
  readonly asks: string;
  readonly without?: readonly string[];
  /** Masks by field. */
  readonly masks?: Readonly<Record<string, string>>;
  /** The masks that the operator applies itself. */
  readonly scrubs?: readonly string[];
  /** Fields that the operator does not implement. */
  readonly lacks?: readonly string[];
  readonly asksState?: boolean;
  /** What is sent; null for nothing. */
  readonly sends: string | null;
  /** The keys of the answer; a trailing `!` marks those that can only be null. */
  readonly keys: string;
}

const rows: readonly Row[] = [
  {
    name: 'all granted: sent as asked',
    asks: 'status waybill',
    sends: '{ status waybill }',
    keys: 'status waybill',
  },
  {
    name: 'a withheld field is not sent, and null',
    asks: 'status custody',
    without: ['CourierLeg.custody'],
    sends: '{ status }',
    keys: 'status custody!',
  },
  {
    name: 'nothing granted: nothing sent',
    asks: 'status',
    without: ['CourierLeg.status'],
    sends: null,
    keys: 'status!',
  },
  {
    name: 'an alias does not hide a withheld field',
    asks: 'waybill: custody status',
    without: ['CourierLeg.custody'],
    sends: '{ status }',
    keys: 'waybill! status',
  },
  {
    name: 'a withheld step takes everything below it along',
    asks: 'recipient { name phone } status',
    without: ['CourierLeg.recipient'],
    sends: '{ status }',
    keys: 'recipient! status',
  },
  {
    name: 'a withheld leaf leaves its neighbours',
    asks: 'recipient { name phone }',
    without: ['Recipient.phone'],
    sends: '{ recipient { name } }',
    keys: 'recipient{name phone!}',
  },
  {
    name: 'an object without a granted leaf is not asked for',
    asks: 'recipient { phone } status',
    without: ['Recipient.phone'],
    sends: '{ status }',
    keys: 'recipient! status',
  },
  {
    name: '`__typename` is answered here, never sent beside real fields',
    asks: '__typename events { __typename occurredAt }',
    sends: '{ events { occurredAt } }',
    keys: '__typename events{__typename occurredAt}',
  },
  {
    name: '`__typename` alone is sent where a field of the object is granted',
    asks: 'events { __typename }',
    sends: '{ events { __typename } }',
    keys: 'events{__typename}',
  },
  {
    name: '`__typename` alone is not sent where none is: presence is data',
    asks: 'recipient { __typename } status',
    without: ['Recipient.name', 'Recipient.phone', 'Recipient.address'],
    sends: '{ status }',
    keys: 'recipient! status',
  },
  {
    name: 'a fragment on another type never matches',
    asks: '... on LockerLeg { pickupCode } status',
    sends: '{ status }',
    keys: 'status',
  },
  {
    name: 'a key that is withheld in one fragment stays asked in its sibling',
    asks: '... { events { text } } ... { events { occurredAt } }',
    without: ['TrackingEvent.text'],
    sends: '{ events { occurredAt } }',
    keys: 'events{text! occurredAt}',
  },
  {
    name: 'an argument is sent along',
    asks: 'newest: events(last: $n) { status }',
    sends: '{ newest: events(last: $n) { status } }',
    keys: 'newest{status}',
  },
  {
    name: 'both parts of a leg reference are asked, to check that the leg is listed',
    asks: 'handedTo { waybill }',
    sends: '{ handedTo { waybill hub__operatorCode: operatorCode hub__waybill: waybill } }',
    keys: 'handedTo{waybill}',
  },
  {
    name: 'a leg reference that cannot be checked is not asked for',
    asks: 'handedTo { waybill } status',
    without: ['LegReference.operatorCode'],
    sends: '{ status }',
    keys: 'handedTo! status',
  },
  {
    name: 'a mask that the operator applies is asked of it',
    asks: 'recipient { name phone }',
    masks: { 'Recipient.name': 'CN_NAME', 'Recipient.phone': 'CN_PHONE' },
    scrubs: ['CN_NAME', 'CN_PHONE'],
    sends: '{ recipient { name @mask(as: CN_NAME) phone @mask(as: CN_PHONE) } }',
    keys: 'recipient{name~CN_NAME@source phone~CN_PHONE@source}',
  },
  {
    name: 'a mask that the operator does not know is applied here',
    asks: 'recipient { name }',
    masks: { 'Recipient.name': 'CN_NAME' },
    scrubs: ['CN_PHONE'],
    sends: '{ recipient { name } }',
    keys: 'recipient{name~CN_NAME@hub}',
  },
  {
    name: "a pseudonym is the hub's alone, whatever the operator says",
    asks: 'recipient { phone }',
    masks: { 'Recipient.phone': 'PSEUDONYM' },
    scrubs: ['PSEUDONYM'],
    sends: '{ recipient { phone } }',
    keys: 'recipient{phone~PSEUDONYM@hub}',
  },
  {
    name: 'free text is asked of an operator that scrubs it',
    asks: 'events { text }',
    masks: { 'TrackingEvent.text': 'SCRUB' },
    scrubs: ['SCRUB'],
    sends: '{ events { text @mask(as: SCRUB) } }',
    keys: 'events{text~SCRUB@source}',
  },
  {
    name: 'free text is not asked of an operator that does not scrub: the status stands in for it',
    asks: 'events { text rawText }',
    masks: { 'TrackingEvent.text': 'SCRUB', 'TrackingEvent.rawText': 'SCRUB' },
    sends: '{ events { hub__status: status } }',
    keys: 'events{text* rawText*}',
  },
  {
    name: 'where the status is withheld, nothing but the event itself stands in for its text',
    asks: 'events { text }',
    masks: { 'TrackingEvent.text': 'SCRUB' },
    without: ['TrackingEvent.status'],
    sends: '{ events { __typename } }',
    keys: 'events{text*}',
  },
  {
    name: 'a mask that nobody knows withholds its field',
    asks: 'recipient { name } status',
    masks: { 'Recipient.name': 'BLUR' },
    scrubs: ['BLUR'],
    sends: '{ status }',
    keys: 'recipient! status',
  },
  {
    name: 'a mask on an object or an enum withholds it',
    asks: 'recipient { name } status custody',
    masks: { 'CourierLeg.recipient': 'CN_NAME', 'CourierLeg.status': 'INITIAL' },
    sends: '{ custody }',
    keys: 'recipient! status! custody',
  },
  {
    name: 'a decision that rests on the state asks the status along, once',
    asks: 'acceptedAt hub: status',
    asksState: true,
    sends: '{ acceptedAt hub: status hub__status: status hub__substatus: substatus }',
    keys: 'acceptedAt hub',
  },
  {
    name: 'a status that is withheld is not asked along either',
    asks: 'acceptedAt',
    asksState: true,
    without: ['CourierLeg.status'],
    sends: '{ acceptedAt hub__substatus: substatus }',
    keys: 'acceptedAt',
  },
  {
    name: 'nothing is asked for the sake of the status alone',
    asks: 'custody',
    asksState: true,
    without: ['CourierLeg.custody'],
    sends: null,
    keys: 'custody!',
  },
  {
    name: '`__typename` alone is not sent where only an empty object is granted below',
    asks: 'recipient { __typename } status',
    without: ['Recipient.name', 'Recipient.phone', ...ADDRESS],
    sends: '{ status }',
    keys: 'recipient! status',
  },
];

function rewrite(asks: string, without: readonly string[] = [], more: Partial<Row> = {}) {
  const operation = readOperation(
    `query ($representations: [_Any!]!, $a: Boolean!, $n: Int) { _entities(representations: $representations) { ... on CourierLeg { ${asks} } } }`,
  );
  const { fields } = capabilitiesOf('courier', more.lacks);
  const masks = new Map(Object.entries(more.masks ?? {}));
  const policy: LegPolicy = {
    ...withholding(...without),
    decide: (coordinate) => {
      const mask = masks.get(coordinate);
      if (mask !== undefined) return { kind: 'mask', mask, clause: null };
      return withholding(...without).decide(coordinate);
    },
  };
  const capabilities = {
    role: 'courier',
    fields,
    enumValues: new Map(),
    masks: new Set(more.scrubs ?? []),
  } as const;
  return rewriteSelection(operation.selections, 'CourierLeg', {
    contract,
    judge: createJudge(policy, capabilities),
    asksState: more.asksState ?? false,
  });
}

function printKeys({ keys }: ReturnType<typeof rewrite>['shape']): string {
  return keys
    .map((key) => {
      if (key.kind === 'null') return `${key.key}!`;
      if (key.kind === 'object') return `${key.key}{${printKeys(key.object)}}`;
      if (key.kind === 'phrase') return `${key.key}*`;
      return key.kind === 'leaf' && key.mask ? `${key.key}~${key.mask.name}@${key.mask.at}` : key.key;
    })
    .join(' ');
}

describe('what is sent, and what is answered', () => {
  test.each(rows)('$name', (row) => {
    const { asks, without, sends, keys } = row;
    const { text, shape } = rewrite(asks, without, row);
    const expected = sends && print(parse(`{ ... on CourierLeg ${sends} }`));
    expect(text && print(parse(text))).toBe(expected);
    expect(printKeys(shape)).toBe(keys);
  });

  test('a variable that only withheld fields used is not sent', () => {
    const asks = 'status events(last: $n) { id } custody';
    expect(rewrite(asks).variableNames).toEqual(['n']);
    expect(rewrite(asks, ['CourierLeg.events']).variableNames).toEqual([]);
  });

  test('an argument that the operator does not implement leaves its field out, and only that', () => {
    const asks = 'a: events(last: 1) { id } b: events { id }';
    const fields = new Map(capabilitiesOf('courier').fields).set('CourierLeg.events', new Set());
    const capabilities = {
      role: 'courier',
      fields,
      enumValues: new Map(),
      masks: new Set<string>(),
    } as const;
    const { selections } = readOperation(`{ _entities { ... on CourierLeg { ${asks} } } }`);
    const judge = createJudge(withholding(), capabilities);
    const { text, reports } = rewriteSelection(selections, 'CourierLeg', { contract, judge });
    expect(text && print(parse(text))).toBe(print(parse('{ ... on CourierLeg { b: events { id } } }')));
    expect(reports).toMatchObject([{ coordinate: 'CourierLeg.events', code: 'NOT_PROVIDED' }]);
  });

  test('an argument that the operator does not know withholds its field, and only that', () => {
    const { text } = rewriteSelection(
      readOperation('{ _entities { ... on CourierLeg { a: events(last: 1) { id } b: events { id } } } }')
        .selections,
      'CourierLeg',
      {
        contract,
        judge: (_, argumentNames) =>
          argumentNames.length === 0 ? { kind: 'ask' } : { kind: 'leaveOut', code: 'NOT_PROVIDED' },
      },
    );
    expect(text && print(parse(text))).toBe(print(parse('{ ... on CourierLeg { b: events { id } } }')));
  });

  test.each(['status @skip(if: true)', '... @include(if: $a) { status }', '...F'])(
    'a planned fetch with conditions or named fragments is refused: the planner leaves none: %s',
    (asks) => {
      const query = `{ _entities { ... on CourierLeg { ${asks} } } } fragment F on CourierLeg { status }`;
      expect(() => readOperation(query)).toThrow('a planned fetch has no');
    },
  );
});

describe('what is reported', () => {
  test.each([
    ['a withheld field', 'status custody', 'CourierLeg.custody NOT_SHARED'],
    ['a field that is not implemented', 'acceptedAt status', 'CourierLeg.acceptedAt NOT_PROVIDED'],
    ['the step that is withheld, not what is below', 'proof { kind url }', 'CourierLeg.proof NOT_SHARED'],
    ['a masked field', 'recipient { name }', 'Recipient.name MASKED CN_NAME'],
    ['one field once, however often it is asked', 'a: custody b: custody', 'CourierLeg.custody NOT_SHARED'],
    ['nothing of what is asked as it is', 'status events { id }', ''],
    ['the part that a leg reference lacks', 'handedTo { waybill }', 'LegReference.operatorCode NOT_SHARED'],
  ])('%s', (_, asks, expected) => {
    const { reports } = rewrite(
      asks,
      ['CourierLeg.custody', 'CourierLeg.proof', 'LegReference.operatorCode'],
      { masks: { 'Recipient.name': 'CN_NAME' }, lacks: ['CourierLeg.acceptedAt'] },
    );
    const printed = reports.map(({ coordinate, code, mask }) =>
      [coordinate, code, mask].filter(Boolean).join(' '),
    );
    expect(printed.join(', ')).toBe(expected);
  });

  test('what is missing when the operator does not answer: the fields of the leg that were sent', () => {
    const { sent } = rewrite('status custody events { id }', ['CourierLeg.custody']);
    expect(sent.map(({ coordinate }) => coordinate)).toEqual(['CourierLeg.status', 'CourierLeg.events']);
    const { sent: fewer } = rewrite('status events { text }', ['TrackingEvent.text']);
    expect(fewer.map(({ coordinate }) => coordinate)).toEqual(['CourierLeg.status']);
  });
});
