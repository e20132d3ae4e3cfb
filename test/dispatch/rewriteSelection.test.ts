import { parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readOperation } from '../../gateway/dispatch/readOperation.ts';
import { rewriteSelection } from '../../gateway/dispatch/rewriteSelection.ts';
import { capabilitiesOf, contract } from '../support/testNetwork.ts';

interface Row {
  readonly name: string;
  readonly asks: string;
  readonly without?: readonly string[];
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
    name: 'conditions stay on what is sent',
    asks: 'status @skip(if: $a) custody @include(if: $a)',
    without: ['CourierLeg.custody'],
    sends: '{ status @skip(if: $a) }',
    keys: 'status custody!',
  },
  {
    name: 'a conditional fragment stays around what is left of it',
    asks: '... on Leg @include(if: $a) { status custody } waybill',
    without: ['CourierLeg.custody'],
    sends: '{ ... @include(if: $a) { status } waybill }',
    keys: 'status custody! waybill',
  },
  {
    name: 'a conditional fragment with nothing left goes',
    asks: '... @include(if: $a) { custody } waybill',
    without: ['CourierLeg.custody'],
    sends: '{ waybill }',
    keys: 'custody! waybill',
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
];

function rewrite(asks: string, without: readonly string[] = []) {
  const operation = readOperation(
    `query ($representations: [_Any!]!, $a: Boolean!, $n: Int) { _entities(representations: $representations) { ... on CourierLeg { ${asks} } } }`,
  );
  const { fields } = capabilitiesOf('courier', without);
  return rewriteSelection(operation.selections, 'CourierLeg', contract, (coordinate, argumentNames) => {
    const known = fields.get(coordinate);
    return known !== undefined && argumentNames.every((name) => known.has(name));
  });
}

function printKeys({ keys }: ReturnType<typeof rewrite>['shape']): string {
  return keys
    .map((key) => {
      if (key.kind === 'null') return `${key.key}!`;
      return key.kind === 'object' ? `${key.key}{${printKeys(key.object)}}` : key.key;
    })
    .join(' ');
}

describe('what is sent, and what is answered', () => {
  test.each(rows)('$name', ({ asks, without, sends, keys }) => {
    const { text, shape } = rewrite(asks, without);
    const expected = sends && print(parse(`{ ... on CourierLeg ${sends} }`));
    expect(text && print(parse(text))).toBe(expected);
    expect(printKeys(shape)).toBe(keys);
  });

  test('a variable that only withheld fields used is not sent', () => {
    const asks = 'status @skip(if: $a) events(last: $n) { id }';
    expect(rewrite(asks).variableNames).toEqual(['a', 'n']);
    expect(rewrite(asks, ['CourierLeg.events']).variableNames).toEqual(['a']);
  });

  test('an argument that the operator does not know withholds its field, and only that', () => {
    const { text } = rewriteSelection(
      readOperation('{ _entities { ... on CourierLeg { a: events(last: 1) { id } b: events { id } } } }')
        .selections,
      'CourierLeg',
      contract,
      (_, argumentNames) => argumentNames.length === 0,
    );
    expect(text && print(parse(text))).toBe(print(parse('{ ... on CourierLeg { b: events { id } } }')));
  });

  test('named fragments of the planner are read like inline ones', () => {
    const operation = readOperation(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ...F } } fragment F on CourierLeg { recipient { ...G } } fragment G on Recipient { name }',
    );
    const { text } = rewriteSelection(operation.selections, 'CourierLeg', contract, () => true);
    expect(text && print(parse(text))).toBe(print(parse('{ ... on CourierLeg { recipient { name } } }')));
  });
});
