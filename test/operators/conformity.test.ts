/** Every leg of a run of 500 parcels keeps to the contract: known fields, known enum values, times with an offset. */
import {
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { defineOperator } from '../../subgraphs/kit/index.ts';
import { seedForTest } from '../seed/support.ts';

const { answers } = seedForTest();
const nobody = async () => [];
const EXTENSION = `
  type SfExpress_ColdChain { minCelsius: Float @operational maxCelsius: Float @operational breached: Boolean @operational }
  extend type CourierLeg { sfExpress_coldChain: SfExpress_ColdChain @operational }
`;
const courier = defineOperator({ code: 'any', role: 'courier', legs: nobody }).schema.getType('CourierLeg');
const sfExpress = defineOperator({
  code: 'sf-express',
  role: 'courier',
  legs: nobody,
  extension: EXTENSION,
}).schema.getType('CourierLeg');
const locker = defineOperator({ code: 'any', role: 'locker', legs: nobody }).schema.getType('LockerLeg');

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
const PROBLEMS_SHOWN = 5;

/** What is wrong with a value of a type: one sentence each. */
function problemsOf(type: unknown, value: unknown, path: string): readonly string[] {
  if (value === null || value === undefined) return isNonNullType(type) ? [`${path} is missing`] : [];
  if (isNonNullType(type)) return problemsOf(type.ofType, value, path);
  if (isListType(type)) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item: unknown, index) => problemsOf(type.ofType, item, `${path}.${index}`));
  }
  if (isEnumType(type)) return type.getValue(String(value)) ? [] : [`${path} is ${value}`];
  if (isScalarType(type)) return problemsOfScalar(type.name, value, path);
  if (!isObjectType(type) || typeof value !== 'object') return [`${path} is not an object`];
  const fields = type.getFields();
  return Object.entries(value).flatMap(([name, inner]: readonly [string, unknown]) => {
    const fieldType: GraphQLOutputType | undefined = fields[name]?.type;
    return fieldType === undefined
      ? [`${path}.${name} is unknown`]
      : problemsOf(fieldType, inner, `${path}.${name}`);
  });
}

function problemsOfScalar(name: string, value: unknown, path: string): readonly string[] {
  switch (name) {
    case 'DateTime':
      return TIME.test(String(value)) && !Number.isNaN(Date.parse(String(value)))
        ? []
        : [`${path} is ${value}`];
    case 'Int':
      return Number.isInteger(value) ? [] : [`${path} is ${value}`];
    case 'Float':
      return Number.isFinite(value) ? [] : [`${path} is ${value}`];
    case 'Boolean':
      return typeof value === 'boolean' ? [] : [`${path} is ${value}`];
    default:
      return typeof value === 'string' && value !== '' ? [] : [`${path} is \`${value}\``];
  }
}

describe.each([
  ['sf-express', sfExpress],
  ['zto', courier],
  ['china-post', courier],
  ['hive-box', locker],
  ['inpost', locker],
] as const)('%s', (code, type) => {
  const legs = answers[code].waybills.map((waybill) => answers[code].legOf(waybill));

  test('answers only what the contract knows', () => {
    const problems = legs.flatMap((leg) => problemsOf(type, leg, leg?.waybill ?? 'nothing'));
    expect(problems.slice(0, PROBLEMS_SHOWN)).toEqual([]);
    expect(legs.length).toBeGreaterThan(40);
  });

  test('gives each event of a leg an id of its own, and a known status', () => {
    for (const leg of legs) {
      const events = leg?.events ?? [];
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      expect(new Set(events.map(({ sequence }) => sequence)).size).toBe(events.length);
      for (const { status, substatus, custody } of events) {
        expect(status).toBeTruthy();
        expect(custody).toBeTruthy();
        if (substatus) expect(substatus.startsWith(`${status}_`), substatus).toBe(true);
      }
    }
  });

  test('orders events by when they happened, and records none before', () => {
    for (const leg of legs) {
      const times = (leg?.events ?? []).map(({ occurredAt }) => Date.parse(String(occurredAt)));
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      for (const { occurredAt, recordedAt } of leg?.events ?? [])
        expect(Date.parse(String(recordedAt))).toBeGreaterThanOrEqual(Date.parse(String(occurredAt)));
    }
  });

  test('populates the people that privacy rules are about', () => {
    for (const leg of legs) {
      expect(leg?.recipient?.name).toBeTruthy();
      expect(leg?.recipient?.phone).toBeTruthy();
    }
  });
});
