/** What a leg is known to have reached: a status that its operator answered ends what ends with it, announced or not. */
import { expect, test } from 'vitest';
import type { LegFacts } from '../../gateway/agreements/decision.ts';
import { judgeLegs } from '../../gateway/parcel/visibleLegs.ts';
import type { RequestScope } from '../../gateway/request/requestScope.ts';
import type { LegRow } from '../../gateway/store/directoryStore.ts';

const ANNOUNCED = new Date('2017-06-01T10:00:00Z');
const LATER = new Date('2017-06-01T11:00:00Z');
const EARLIER = new Date('2017-06-01T09:00:00Z');

test.each<[string, readonly string[], LegRow['continuity'], Date | null, readonly string[]]>([
  ['nothing was answered since', ['ACCEPTED'], null, null, ['ACCEPTED']],
  ['another status was', ['ACCEPTED'], { status: 'DELIVERED' }, LATER, ['ACCEPTED', 'DELIVERED']],
  ['the same was', ['ACCEPTED'], { status: 'ACCEPTED' }, LATER, ['ACCEPTED']],
  [
    'another was, before the announcement',
    ['ACCEPTED'],
    { status: 'IN_TRANSIT' },
    EARLIER,
    ['ACCEPTED', 'IN_TRANSIT'],
  ],
  ['something else was', ['ACCEPTED'], { coarsePlace: null }, LATER, ['ACCEPTED']],
  ['none was', ['ACCEPTED'], { status: null }, LATER, ['ACCEPTED']],
  ['its history is not known', [], { status: 'IN_TRANSIT' }, LATER, []],
])('%s', (_, reached, continuity, at, expected) => {
  let facts: LegFacts | undefined;
  const row = {
    operator: 'sto',
    waybill: 'S1',
    parcel: 'p',
    role: 'courier',
    platform: 'jd',
    accepted_at: ANNOUNCED,
    final_at: null,
    status: 'ACCEPTED',
    substatus: null,
    ever_reached: reached,
    updated_at: ANNOUNCED,
    continuity,
    continuity_at: at,
  } as unknown as LegRow;
  const scope = {
    caller: { platform: 'jd', purpose: 'ORDER_STATUS' },
    now: LATER.getTime(),
    network: {
      operators: new Map([['sto', { role: 'courier' }]]),
      agreements: {
        decideLeg(_caller: unknown, leg: LegFacts) {
          facts = leg;
          return { isVisible: false };
        },
      },
    },
  } as unknown as RequestScope;
  judgeLegs([row], scope);
  expect(facts?.everReached).toEqual(expected);
  // Done at the time of the answer that says so: until the operator announces when.
  const isDone = expected.includes('DELIVERED');
  expect(facts?.parcel?.finalAt).toEqual(isDone ? LATER.getTime() : null);
});
