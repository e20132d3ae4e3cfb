/** What of an operator's answer is kept for the continuity floor: fields of the floor, clear, whole and of their types. */
import { Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { LegPolicy } from '../../../gateway/agreements/decision.ts';
import { readKeepable } from '../../../gateway/dispatch/floor/readKeepable.ts';
import type { RewrittenSelection } from '../../../gateway/dispatch/rewriteSelection.ts';
import { contract, withholding } from '../../support/testNetwork.ts';

const FLOOR: LegPolicy = {
  ...withholding(),
  decide: (coordinate) =>
    /^LockerLeg\.(status|substatus|coarsePlace|deadline)$|^CoarsePlace\./.test(coordinate)
      ? { kind: 'disclose', clause: null }
      : { kind: 'withhold', code: 'CONTINUITY_ONLY', clause: null },
};

function keep(asked: string, answer: unknown, floor = FLOOR, legType = 'LockerLeg') {
  const [operation] = parse(asked).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no operation: ${asked}`);
  const selection = { node: operation.selectionSet } as unknown as RewrittenSelection;
  return readKeepable(selection, legType, answer, { contract, floor });
}

const MASKED: LegPolicy = {
  ...FLOOR,
  decide: (coordinate) =>
    coordinate === 'LockerLeg.deadline'
      ? { kind: 'mask', mask: 'HOUR', clause: null }
      : FLOOR.decide(coordinate),
};

describe('of an answer is kept', () => {
  test.each<[what: string, asked: string, answer: string, kept: string | undefined]>([
    ['a field of the floor', '{ status }', '{"status":"DELIVERED"}', '{"status":"DELIVERED"}'],
    ['it under its own name', '{ a: status }', '{"a":"DELIVERED"}', '{"status":"DELIVERED"}'],
    [
      'what another field answers under its name: not',
      '{ status: pickupCode }',
      '{"status":"1234"}',
      undefined,
    ],
    [
      'a field that is not of the floor: not',
      '{ pickupCode storedAt }',
      '{"pickupCode":"1","storedAt":"2"}',
      undefined,
    ],
    ['what nobody asked for: not', '{ status }', '{"deadline":"2017-06-03T12:00:00+08:00"}', undefined],
    [
      'a text that no database keeps: not',
      '{ coarsePlace { city region country } }',
      String.raw`{"coarsePlace":{"city":"a\u0000b","region":"\ud800","country":"CN"}}`,
      '{"coarsePlace":{"country":"CN"}}',
    ],
    [
      'a text that is longer than a place is called: not',
      '{ coarsePlace { city country } }',
      `{"coarsePlace":{"city":"${'x'.repeat(201)}","country":"CN"}}`,
      '{"coarsePlace":{"country":"CN"}}',
    ],
    ['null, since it is an answer', '{ status }', '{"status":null}', '{"status":null}'],
    [
      'what was masked at the source: not',
      '{ deadline @mask(as: HOUR) }',
      '{"deadline":"2017-06-03T12:00:00+08:00"}',
      undefined,
    ],
    ['a field with an argument: not', '{ status(x: 1) }', '{"status":"DELIVERED"}', undefined],
    [
      'a value of another type: not',
      '{ status deadline }',
      '{"status":7,"deadline":"2017-06-03T12:00:00+08:00"}',
      '{"deadline":"2017-06-03T12:00:00+08:00"}',
    ],
    ['a status that the contract does not have: not', '{ status }', '{"status":"TELEPORTED"}', undefined],
    ['a list in place of one: not', '{ coarsePlace { city } }', '{"coarsePlace":[{"city":"X"}]}', undefined],
    [
      'below an object what was asked',
      '{ coarsePlace { city } }',
      '{"coarsePlace":{"city":"X","region":"Y"}}',
      '{"coarsePlace":{"city":"X"}}',
    ],
    [
      'through fragments',
      '{ ... on LockerLeg { status } }',
      '{"status":"DELIVERED"}',
      '{"status":"DELIVERED"}',
    ],
    ['a field that no contract has: not', '{ constructor __proto__ }', '{"constructor":1}', undefined],
    ['a leg that is none: not', '{ status }', '"DELIVERED"', undefined],
    ['no leg: not', '{ status }', 'null', undefined],
  ])('%s', (_, asked, answer, kept) => {
    const read = keep(asked, JSON.parse(answer));
    expect(read && JSON.stringify(read)).toBe(kept);
  });

  test('nothing that the floor masks, nothing of a type that the contract does not have', () => {
    const answer = { status: 'DELIVERED', deadline: '2017-06-03T12:00:00+08:00' };
    expect({ ...keep('{ status deadline }', answer, MASKED) }).toEqual({ status: 'DELIVERED' });
    expect({ ...keep('{ status deadline }', answer) }).toEqual(answer);
    expect(keep('{ status }', answer, FLOOR, 'Parcel')).toBeUndefined();
  });
});
