import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOperation } from '../../gateway/dispatch/readOperation.ts';
import { rewriteSelection } from '../../gateway/dispatch/rewriteSelection.ts';
import { MAX_ELEMENTS, shapeLeg, shapeNothing } from '../../gateway/dispatch/shapeLeg.ts';
import { contract } from '../support/testNetwork.ts';

function shapeOf(asks: string) {
  const { selections } = readOperation(`{ _entities { ... on CourierLeg { ${asks} } } }`);
  return rewriteSelection(selections, 'CourierLeg', { contract, judge: () => ({ kind: 'ask' }) }).shape;
}

function shape(asks: string, value: unknown, listed: readonly string[] = []) {
  const faults: string[] = [];
  const shaped = shapeLeg(shapeOf(asks), value, {
    isListed: (operator, waybill) => listed.includes(`${operator} ${waybill}`),
    mask: () => undefined,
    phraseOf: () => 'phrase',
    onFault: (key) => faults.push(key),
  });
  return { shaped: JSON.parse(JSON.stringify(shaped)), faults };
}

describe('values of the wrong type', () => {
  const time = '2017-06-01T00:30:00+08:00';
  test.each([
    ['status', 'DELIVERED', true],
    ['status', 'delivered', false],
    ['status', 'TELEPORTED', false],
    ['status', 'UNKNOWN', false],
    ['status', 'EXPIRED', false],
    ['substatus', 'EXPIRED_SILENT', false],
    ['status', 7, false],
    ['status', { toString: 'DELIVERED' }, false],
    ['acceptedAt', time, true],
    ['acceptedAt', '2017-06-01T00:30:00.125Z', true],
    ['acceptedAt', '2017-06-01T00:30:00', false],
    ['acceptedAt', '2017-13-41T00:30:00Z', false],
    ['acceptedAt', 1496248200, false],
    ['recipient { name }', { name: 'x' }, true],
    ['recipient { name }', [{ name: 'x' }], false],
    ['recipient { name }', 'x', false],
    ['recipient { name }', { name: 5 }, false],
    ['goods { weightGrams }', { weightGrams: 2_147_483_647 }, true],
    ['goods { weightGrams }', { weightGrams: 2_147_483_648 }, false],
    ['goods { weightGrams }', { weightGrams: 1.5 }, false],
    ['events { id }', [{ id: 'a' }, null], true],
    ['events { id }', { id: 'a' }, false],
    ['events { id }', [[{ id: 'a' }]], false],
    ['events { zoneKnown }', [{ zoneKnown: 'yes' }], false],
    ['events { place { latitude } }', [{ place: { latitude: 22.5 } }], true],
    ['events { place { latitude } }', [{ place: { latitude: '22.5' } }], false],
  ])('%s: %j passes: %s', (asks, value, passes) => {
    const key = asks.split(' ')[0] ?? '';
    const { faults, shaped } = shape(asks, { [key]: value });
    expect(faults.length > 0).toBe(!passes);
    if (passes) expect(shaped[key]).toEqual(value);
  });

  test('a list as long as a list may be passes, a longer one does not', () => {
    const events = (length: number) => ({ events: Array.from({ length }, () => ({ id: 'a' })) });
    expect(shape('events { id }', events(MAX_ELEMENTS)).shaped.events).toHaveLength(MAX_ELEMENTS);
    expect(shape('events { id }', events(MAX_ELEMENTS + 1))).toEqual({
      shaped: { events: null },
      faults: ['events'],
    });
  });

  test('a number for an ID becomes text, as GraphQL has it', () => {
    expect(shape('events { id }', { events: [{ id: 12 }] }).shaped).toEqual({ events: [{ id: '12' }] });
  });
});

test('nothing passes that was not asked, and `__typename` is ours', () => {
  const answer = {
    __typename: 'LockerLeg',
    waybill: 'W',
    operator: { code: 'forged' },
    pickupCode: '12345678',
    status: 'DELIVERED',
    recipient: { __typename: 'Sender', name: 'x', phone: '+8613800000000' },
  };
  expect(shape('__typename status recipient { __typename name }', answer).shaped).toEqual({
    __typename: 'CourierLeg',
    status: 'DELIVERED',
    recipient: { __typename: 'Recipient', name: 'x' },
  });
});

test('`__proto__` is an ordinary key, in answers and in aliases', () => {
  const answer = JSON.parse('{"__proto__": "ACCEPTED", "status": "DELIVERED"}');
  const shaped = shapeLeg(shapeOf('__proto__: status constructor: custody'), answer, {
    isListed: () => false,
    mask: () => undefined,
    phraseOf: () => 'phrase',
    onFault: () => {},
  });
  expect(JSON.stringify(shaped)).toBe('{"__proto__":"ACCEPTED","constructor":null}');
  expect(({} as Record<string, unknown>)['status']).toBeUndefined();
});

test('inherited properties are not answers', () => {
  expect(shape('recipient { name }', { recipient: Object.create({ name: 'x' }) }).shaped).toEqual({
    recipient: { name: null },
  });
});

describe('references to other legs', () => {
  const answer = {
    handedTo: { waybill: 'FC1', hub__operatorCode: 'hive-box', hub__waybill: 'FC1' },
  };
  test('pass when the directory listed the leg', () => {
    expect(shape('handedTo { waybill }', answer, ['hive-box FC1']).shaped).toEqual({
      handedTo: { waybill: 'FC1' },
    });
  });
  test('are null when it did not', () => {
    expect(shape('handedTo { waybill }', answer, ['hive-box FC2', 'zto FC1'])).toEqual({
      shaped: { handedTo: null },
      faults: [],
    });
  });
});

test('any answer at all gives every asked key and nothing else, and is never thrown at', () => {
  const asks =
    'status acceptedAt recipient { name address { city } } events { id status place { name } } handedTo { waybill }';
  const keys = Object.keys(shapeNothing(shapeOf(asks)));
  const leg = fc.record(
    {
      status: fc.jsonValue(),
      acceptedAt: fc.jsonValue(),
      recipient: fc.jsonValue(),
      events: fc.oneof(fc.jsonValue(), fc.array(fc.record({ id: fc.jsonValue(), place: fc.jsonValue() }))),
      handedTo: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), leg), (answer) => {
      const { shaped } = shape(asks, answer);
      expect(Object.keys(shaped)).toEqual(keys);
      expect(shaped.handedTo).toBeNull();
      if (shaped.status !== null) expect(shaped.status).toMatch(/^[A-Z_]+$/);
    }),
    { numRuns: 500, seed: 20170601 },
  );
});
