import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXPIRED_AFTER_DAYS, foldStatus } from '../../gateway/parcel/foldStatus.ts';
import { mergeEvents } from '../../gateway/parcel/mergeEvents.ts';
import type { LegInput } from '../../gateway/parcel/timelineInputs.ts';

const DAY = 24 * 60 * 60 * 1000;
const START = Date.parse('2017-06-01T08:00:00+08:00');

/**
 * Reads a journey: words `<leg><hour>:<STATUS>[/<SUBSTATUS>][@<CUSTODY>]`, legs a, b, c in the order of the journey.
 * The order of the words is the order of recording.
 */
function legsOf(journey: string): readonly LegInput[] {
  const events = new Map<string, NonNullable<LegInput['events']>[number][]>();
  for (const [sequence, word] of journey.split(' ').entries()) {
    const [, leg = '', hour, status, substatus, custody] =
      /^([a-z])(\d+):([A-Z_]+)(?:\/([A-Z_]+))?(?:@([A-Z]+))?$/.exec(word) ?? [];
    const occurredAt = new Date(START + Number(hour) * 3_600_000).toISOString();
    const event = { id: `${leg}${sequence}`, sequence, occurredAt, status, substatus, custody };
    events.set(leg, [...(events.get(leg) ?? []), event as never]);
  }
  return [...events.entries()].map(([name, list]) => legOf(name, list));
}

function legOf(name: string, events: LegInput['events'] = null, more: Partial<LegInput> = {}): LegInput {
  return { __typename: 'CourierLeg', operator: { code: name }, waybill: name, events, ...more };
}

function fold(journey: string, now = START + 2 * DAY): string {
  const legs = legsOf(journey);
  const { status, substatus, custody } = foldStatus(mergeEvents(legs), legs, now);
  return [status, substatus && `/${substatus}`, custody && `@${custody}`].filter((part) => part).join('');
}

describe('the status of a parcel', () => {
  test.each([
    ['the newest event decides', 'a1:ACCEPTED a2:IN_TRANSIT a9:OUT_FOR_DELIVERY', 'OUT_FOR_DELIVERY'],
    ['by when it occurred, not when it was recorded', 'a1:ACCEPTED a9:DELIVERED a5:IN_TRANSIT', 'DELIVERED'],
    ['over all legs', 'a1:ACCEPTED b5:AVAILABLE_FOR_PICKUP a3:IN_TRANSIT', 'AVAILABLE_FOR_PICKUP'],
    ['a late scan after delivery does not reopen', 'a1:ACCEPTED a5:DELIVERED a6:IN_TRANSIT', 'DELIVERED'],
    ['a delivered parcel may be sent back', 'a1:ACCEPTED a5:DELIVERED a6:RETURNING', 'RETURNING'],
    ['and is then returned', 'a5:DELIVERED a6:RETURNING a7:RETURNED a8:IN_TRANSIT', 'RETURNED'],
    ['a returned parcel stays returned', 'a5:RETURNED a6:DELIVERED', 'RETURNED'],
    ['a lost parcel stays lost', 'a5:EXCEPTION/EXCEPTION_LOST a6:IN_TRANSIT', 'EXCEPTION/EXCEPTION_LOST'],
    ['unless it turns up', 'a5:EXCEPTION/EXCEPTION_LOST a6:DELIVERED', 'DELIVERED'],
    [
      'a destroyed one does not',
      'a5:EXCEPTION/EXCEPTION_DESTROYED a6:DELIVERED',
      'EXCEPTION/EXCEPTION_DESTROYED',
    ],
    ['another exception is passed', 'a5:EXCEPTION/EXCEPTION_DELAYED a6:IN_TRANSIT', 'IN_TRANSIT'],
    ['a cancelled leg does not end the parcel', 'a1:CANCELLED b2:ACCEPTED', 'ACCEPTED'],
    ['but a cancelled parcel is cancelled', 'a1:REGISTERED a2:CANCELLED', 'CANCELLED'],
    [
      'a next operator that is announced later changes nothing',
      'a1:ACCEPTED a2:IN_TRANSIT b3:REGISTERED',
      'IN_TRANSIT',
    ],
    [
      'a next operator that accepts is a hand-over',
      'a1:ACCEPTED a2:IN_TRANSIT b3:ACCEPTED',
      'IN_TRANSIT/IN_TRANSIT_HANDED_TO_OPERATOR',
    ],
    ['custody stays until it changes', 'a1:ACCEPTED@OPERATOR a2:IN_TRANSIT', 'IN_TRANSIT@OPERATOR'],
    [
      'custody goes with the hand-over',
      'a1:ACCEPTED@OPERATOR b2:AVAILABLE_FOR_PICKUP@LOCKER',
      'AVAILABLE_FOR_PICKUP@LOCKER',
    ],
  ])('%s', (_, journey, expected) => {
    expect(fold(journey)).toBe(expected);
  });

  test('does not depend on the order in which legs and events arrive', () => {
    const legs = legsOf(
      'a1:ACCEPTED a2:IN_TRANSIT b3:ACCEPTED a4:IN_TRANSIT b5:OUT_FOR_DELIVERY c6:AVAILABLE_FOR_PICKUP',
    );
    const expected = foldStatus(mergeEvents(legs), legs, START);
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (keys) => {
        const shuffled = legs.map((leg) => ({
          ...leg,
          events: [...(leg.events ?? [])].sort(
            (a, b) => (keys[a?.sequence ?? 0] ?? 0) - (keys[b?.sequence ?? 0] ?? 0),
          ),
        }));
        expect(foldStatus(mergeEvents(shuffled), shuffled, START)).toEqual(expected);
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});

describe('silence', () => {
  const after = (days: number) => START + 3_600_000 + days * DAY;
  test.each([
    ['a1:IN_TRANSIT', EXPIRED_AFTER_DAYS, 'IN_TRANSIT'],
    ['a1:IN_TRANSIT', EXPIRED_AFTER_DAYS + 1, 'EXPIRED/EXPIRED_SILENT'],
    ['a1:DELIVERED', EXPIRED_AFTER_DAYS + 1, 'DELIVERED'],
    ['a1:CANCELLED', EXPIRED_AFTER_DAYS + 1, 'CANCELLED'],
    ['a1:EXCEPTION/EXCEPTION_LOST', EXPIRED_AFTER_DAYS + 1, 'EXCEPTION/EXCEPTION_LOST'],
    ['a1:EXCEPTION/EXCEPTION_OTHER', EXPIRED_AFTER_DAYS + 1, 'EXPIRED/EXPIRED_SILENT'],
  ])('%s after %i days: %s', (journey, days, expected) => {
    expect(fold(journey, after(days))).toBe(expected);
  });
});

describe('without events', () => {
  test('the last leg that says anything speaks', () => {
    const legs = [legOf('a', null, { status: 'IN_TRANSIT' }), legOf('b', null, { status: null })];
    expect(foldStatus([], legs, START).status).toBe('IN_TRANSIT');
  });
  test('no leg says anything: null', () => {
    expect(foldStatus([], [legOf('a')], START).status).toBeNull();
  });
});

describe('merging events', () => {
  const at = (hour: number) => new Date(START + hour * 3_600_000).toISOString();
  const ids = (legs: readonly LegInput[]) => mergeEvents(legs).map(({ event }) => event.id);

  test('a corrected event is left out, its correction takes its place', () => {
    const events = [
      { id: '1', occurredAt: at(1), status: 'DELIVERED' },
      {
        id: '2',
        occurredAt: at(2),
        status: 'IN_TRANSIT',
        corrects: { eventId: '1', reason: 'INCORRECT_DATA' },
      },
    ];
    expect(ids([legOf('a', events)])).toEqual(['2']);
  });
  test('an event that did not occur is left out with the correction that says so', () => {
    const events = [
      { id: '1', occurredAt: at(1) },
      { id: '2', occurredAt: at(2) },
      { id: '3', occurredAt: at(3), corrects: { eventId: '2', reason: 'DID_NOT_OCCUR' } },
    ];
    expect(ids([legOf('a', events)])).toEqual(['1']);
  });
  test('a correction reaches its own leg only', () => {
    const corrects = { eventId: '1', reason: 'DID_NOT_OCCUR' };
    const legs = [
      legOf('a', [{ id: '1', occurredAt: at(1) }]),
      legOf('b', [{ id: '2', occurredAt: at(2), corrects }]),
    ];
    expect(ids(legs)).toEqual(['1']);
  });
  test('events of one instant follow the journey, then the sequence', () => {
    const legs = [
      legOf('a', [
        { id: 'a2', sequence: 2, occurredAt: at(1) },
        { id: 'a1', sequence: 1, occurredAt: at(1) },
      ]),
      legOf('b', [{ id: 'b0', sequence: 0, occurredAt: at(1) }]),
    ];
    expect(ids(legs)).toEqual(['a1', 'a2', 'b0']);
  });
  test('offsets are compared as instants', () => {
    const legs = [
      legOf('a', [{ id: 'later', occurredAt: '2017-06-01T08:00:00+01:00' }]),
      legOf('b', [{ id: 'earlier', occurredAt: '2017-06-01T09:00:00+08:00' }]),
    ];
    expect(ids(legs)).toEqual(['earlier', 'later']);
  });
  test('events without a time, and holes in the list, are left out', () => {
    expect(ids([legOf('a', [null, { id: '1', occurredAt: null }, { id: '2', occurredAt: at(1) }])])).toEqual([
      '2',
    ]);
  });
});
