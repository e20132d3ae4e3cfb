/** How last known values are served, and when they are kept anew. */
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { describe, expect, test } from 'vitest';
import { answerFromLastKnown } from '../../../gateway/dispatch/floor/answerFromLastKnown.ts';
import { createAnswerKeeper } from '../../../gateway/dispatch/floor/createAnswerKeeper.ts';
import type { RewrittenSelection } from '../../../gateway/dispatch/rewriteSelection.ts';
import type { LegNote } from '../../../gateway/request/requestScope.ts';

const NOW = Date.parse('2017-07-20');
const RENEWED_AFTER_MS = 10 * 60_000;

function selectionOf(text: string): RewrittenSelection {
  const [operation] = parse(text).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no operation: ${text}`);
  const node: SelectionSetNode = operation.selectionSet;
  return { text, node, variableNames: [], shape: { keys: [], isLegReference: false }, reports: [], sent: [] };
}

describe('a selection is answered', () => {
  test.each<[string, string, string, string]>([
    ['by name', '{ status }', '{"status":"DELIVERED"}', '{"status":"DELIVERED"}'],
    ['under its alias', '{ a: status b: status }', '{"status":"X"}', '{"a":"X","b":"X"}'],
    ['not by its alias', '{ status: substatus }', '{"status":"X"}', '{"status":null}'],
    ['through fragments', '{ ... { ... on LockerLeg { status } } }', '{"status":"X"}', '{"status":"X"}'],
    ['with what was asked alone', '{ status }', '{"status":"X","deadline":"Y"}', '{"status":"X"}'],
    ['below objects', '{ p { c } }', '{"p":{"c":1,"d":2}}', '{"p":{"c":1}}'],
    ['in lists', '{ p { c } }', '{"p":[{"c":1},null,{}]}', '{"p":[{"c":1},null,{"c":null}]}'],
    ['without what is inherited', '{ constructor toString }', '{}', '{"constructor":null,"toString":null}'],
    ['under an alias of a prototype', '{ __proto__: status }', '{"status":"X"}', '{"__proto__":"X"}'],
  ])('%s', (_, asked, values, answer) => {
    const answered = answerFromLastKnown(
      { values: JSON.parse(values), times: NOW, parcel: 'p' },
      selectionOf(asked),
    );
    expect(JSON.stringify(answered)).toBe(answer);
  });

  test('with null where nothing is kept, or nothing may be asked', () => {
    expect(answerFromLastKnown(undefined, selectionOf('{ status }'))).toBeNull();
    const nothing = { ...selectionOf('{ status }'), node: null };
    expect(answerFromLastKnown({ values: { status: 'X' }, times: NOW, parcel: 'p' }, nothing)).toBeNull();
  });
});

describe('an answer is kept', () => {
  const LEG = { operator: 'sto', waybill: '1', everReached: ['IN_TRANSIT'] };
  const KNOWN = { status: 'IN_TRANSIT', coarsePlace: { city: 'Hangzhou' } };
  test.each<[string, number, Readonly<Record<string, unknown>>, boolean]>([
    ['that says nothing new: not', 1, { status: 'IN_TRANSIT' }, false],
    ['that says nothing new, after a while', RENEWED_AFTER_MS, { status: 'IN_TRANSIT' }, true],
    ['just before that: not', RENEWED_AFTER_MS - 1, { status: 'IN_TRANSIT' }, false],
    ['that is new, without the rest', 1, { status: 'DELIVERED' }, true],
    ['of a part of an object', 1, { coarsePlace: { region: 'Zhejiang' } }, true],
    ['of a part that is known: not', 1, { coarsePlace: { city: 'Hangzhou' } }, false],
    ['that takes a value back', 1, { coarsePlace: null }, true],
  ])('%s', (_, age, values, isKept) => {
    const kept: unknown[] = [];
    const leg = { ...LEG, lastKnown: { values: KNOWN, times: NOW - age, parcel: 'p' } };
    createAnswerKeeper((each) => kept.push(each))(
      leg as unknown as LegNote,
      { values, status: undefined },
      NOW,
    );
    const row = {
      operator: 'sto',
      waybill: '1',
      parcel: 'p',
      values,
      reached: ['IN_TRANSIT'],
      asOf: NOW,
    };
    expect(kept).toEqual(isKept ? [row] : []);
  });

  test.each<[what: string, status: string | undefined, reached: readonly string[] | null]>([
    ['that was not reached before, though no value is kept', 'DELIVERED', ['IN_TRANSIT', 'DELIVERED']],
    ['that was: not', 'IN_TRANSIT', null],
    ['that nobody asked for: not', undefined, null],
  ])('with a status %s', (_, status, reached) => {
    const kept: unknown[] = [];
    const leg = { ...LEG, lastKnown: { values: KNOWN, times: NOW, parcel: 'p' } };
    createAnswerKeeper((each) => kept.push(each))(
      leg as unknown as LegNote,
      { values: undefined, status },
      NOW,
    );
    expect(kept).toEqual(
      reached === null ? [] : [{ operator: 'sto', waybill: '1', parcel: 'p', reached, asOf: NOW }],
    );
  });
});
