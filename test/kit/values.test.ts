/** The values the kit shapes: points in time and the order of events. */
import { expect, test } from 'vitest';
import type { DateTime, TrackingEvent } from '../../subgraphs/kit/index.ts';
import { newestEvents } from '../../subgraphs/kit/newestEvents.ts';
import { serializeDateTime } from '../../subgraphs/kit/serializeDateTime.ts';
import { askEntities, legKey, startCourier } from './support.ts';

test.each([
  ['2017-06-01T00:30:00+08:00', '2017-06-01T00:30:00+08:00'],
  ['2017-06-01T00:30:00.250Z', '2017-06-01T00:30:00.250Z'],
  ['2016-02-29T23:59:59-05:30', '2016-02-29T23:59:59-05:30'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
])('the time %s is written %s', (supplied, written) => {
  expect(serializeDateTime(supplied)).toBe(written);
});

test.each([
  ['no offset', '2017-06-01T00:30:00'],
  ['no seconds', '2017-06-01T00:30+08:00'],
  ['a day alone', '2017-06-01'],
  ['30 February', '2017-02-30T00:30:00+08:00'],
  ['29 February of a common year', '2017-02-29T00:30:00Z'],
  ['31 June', '2017-06-31T00:30:00Z'],
  ['25 hours', '2017-06-01T25:30:00Z'],
  ['a word', 'yesterday'],
  ['an invalid Date', new Date('nonsense')],
  ['a number', 1_496_248_200],
  ['an object', {}],
])('a time with %s is refused without being quoted', (_, supplied) => {
  expect(() => serializeDateTime(supplied)).toThrow(/^a `DateTime` of the operator cannot be used: [a-z ]*/);
  try {
    serializeDateTime(supplied);
  } catch (error) {
    expect(String(error)).not.toContain(String(supplied));
  }
});

test('a time that makes no sense fails its field alone', async () => {
  const { url } = await startCourier(async () => [
    { waybill: 'W1', acceptedAt: 'yesterday', status: 'ACCEPTED' },
  ]);
  const { data, errors } = await askEntities(url, [legKey('W1')], 'acceptedAt status');
  expect(data?.['_entities']).toEqual([{ acceptedAt: null, status: 'ACCEPTED' }]);
  expect(errors?.[0]?.path).toEqual(['_entities', 0, 'acceptedAt']);
});

const at = (id: string, occurredAt?: DateTime, sequence?: number): TrackingEvent => ({
  id,
  ...(occurredAt === undefined ? {} : { occurredAt }),
  ...(sequence === undefined ? {} : { sequence }),
});
/** By moment: c (00:00Z), then a and b (01:00Z, the author's order), then d (02:00Z), which is written in another zone. */
const shuffled = [
  at('d', '2017-06-01T10:00:00+08:00'),
  at('a', '2017-06-01T01:00:00Z'),
  at('c', new Date('2017-06-01T00:00:00Z')),
  at('b', '2017-06-01T03:00:00+02:00'),
];
const ids = (events: readonly TrackingEvent[]) => events.map((event) => event.id).join('');

test.each([
  [undefined, 'cabd'],
  [null, 'cabd'],
  [0, ''],
  [1, 'd'],
  [2, 'bd'],
  [4, 'cabd'],
  [2_147_483_647, 'cabd'],
])('the newest %s events of four are %s, oldest first', (last, expected) => {
  expect(ids(newestEvents(shuffled, last))).toBe(expected);
  expect(ids(shuffled)).toBe('dacb');
});

test('events of one moment keep the order of their sequence; one without a time is the oldest', () => {
  const moment = '2017-06-01T00:00:00Z';
  expect(ids(newestEvents([at('b', moment, 2), at('a', moment, 1), at('x')], null))).toBe('xab');
});

test('events in order are passed on as they are', () => {
  const ordered = [at('a', '2017-06-01T00:00:00Z'), at('b', '2017-06-01T00:00:00Z')];
  expect(newestEvents(ordered, null)).toBe(ordered);
});

test('`last` applies to each leg, and a negative one is an error of that field', async () => {
  const { url } = await startCourier(async () => [{ waybill: 'W1', status: 'ACCEPTED', events: shuffled }]);
  const { data, errors } = await askEntities(
    url,
    [legKey('W1')],
    'status two: events(last: 2) { id } bad: events(last: -1) { id }',
  );
  expect(data?.['_entities']).toEqual([{ status: 'ACCEPTED', two: [{ id: 'b' }, { id: 'd' }], bad: null }]);
  expect(errors?.map(({ message, path }) => ({ message, path }))).toEqual([
    {
      message: '`last` is the number of newest events wanted: 0 or more, not -1',
      path: ['_entities', 0, 'bad'],
    },
  ]);
});
