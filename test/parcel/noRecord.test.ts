/** When a parcel is said to have no record: when everybody was asked and knows nothing, and never for want of asking. */
import { graphql } from 'graphql';
import { expect, test } from 'vitest';
import type { Floor } from '../../gateway/agreements/decision.ts';
import { createTimelineSchema } from '../../gateway/parcel/timeline.ts';

const LEG = {
  __typename: 'CourierLeg',
  operator: { __typename: 'Operator', code: 'sto' },
  waybill: 'S1',
  status: null,
};
const FLOOR: Floor = { code: 'SUSPENDED', before: 0 };

interface Story {
  readonly word?: string;
  readonly floor?: Floor;
  readonly fails?: boolean;
  readonly provides?: boolean;
}

test.each<[string, Story, string | null]>([
  ['was asked and knows nothing', {}, 'UNKNOWN'],
  ['may not be asked', { word: 'withhold' }, null],
  ['does not provide it', { provides: false }, null],
  ['failed', { fails: true }, null],
  ['is not asked, since only last known values are served', { floor: FLOOR }, null],
])(
  'a leg whose operator %s',
  async (_, { word = 'disclose', floor, fails = false, provides = true }, status) => {
    const note = { policy: { decide: () => ({ kind: word }), floor } };
    const fields = new Map(provides ? [['CourierLeg.status', new Set()]] : []);
    const contextValue = {
      now: 0,
      notes: { get: () => note },
      failures: { touches: () => fails },
      lastKnown: new Map(),
      network: { operators: new Map([['sto', { capabilities: { fields } }]]) },
    };
    const { data, errors } = await graphql({
      schema: createTimelineSchema(),
      source:
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Parcel { status substatus } } }',
      variableValues: { r: [{ __typename: 'Parcel', id: '1', legs: [LEG] }] },
      contextValue,
    });
    expect(errors).toBeUndefined();
    const substatus = status === null ? null : 'UNKNOWN_NO_RECORD';
    expect(JSON.parse(JSON.stringify(data))).toEqual({ _entities: [{ status, substatus }] });
  },
);
