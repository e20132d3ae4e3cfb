/** Of what was announced and what was answered the newer, field by field, each with its own time. */
import { describe, expect, test } from 'vitest';
import type { KnownTimes } from '../../gateway/base/knownValues.ts';
import { readAsOf } from '../../gateway/parcel/readAsOf.ts';
import { readDoneAt, readLastKnown } from '../../gateway/parcel/readLastKnown.ts';
import type { LegNote } from '../../gateway/request/requestScope.ts';
import type { LegRow } from '../../gateway/store/directoryStore.ts';
import { testScope, withholding } from '../support/testNetwork.ts';

const at = (hour: number) => Date.UTC(2017, 5, 1, hour);

/** Announced as in transit at 10. */
function rowOf(continuity: LegRow['continuity'], times: KnownTimes | null, newest: number): LegRow {
  return {
    parcel: 'p',
    final_at: null,
    status: 'IN_TRANSIT',
    substatus: 'IN_TRANSIT_X',
    updated_at: new Date(at(10)),
    continuity,
    continuity_at: continuity && new Date(newest),
    continuity_times: times,
  } as unknown as LegRow;
}

const DELIVERED = { status: 'DELIVERED', deadline: 'D' };
const PLACE = { coarsePlace: { city: 'A', region: 'B' } };

describe('last known values', () => {
  test.each<[what: string, row: LegRow, values: object, doneAt: number | null]>([
    ['of announcements alone', rowOf(null, null, 0), {}, null],
    ['of one time, that is later', rowOf(DELIVERED, null, at(11)), DELIVERED, at(11)],
    ['of the time of the announcement', rowOf(DELIVERED, null, at(10)), DELIVERED, at(10)],
    ['of one time, that is earlier', rowOf(DELIVERED, null, at(9)), { deadline: 'D' }, null],
    [
      'of a status that is later, with something earlier',
      rowOf(DELIVERED, { status: at(11), deadline: at(4) }, at(11)),
      DELIVERED,
      at(11),
    ],
    [
      'of a status that is earlier, with something later',
      rowOf(DELIVERED, { status: at(4), deadline: at(11) }, at(11)),
      { deadline: 'D' },
      null,
    ],
  ])('%s', (_, row, values, doneAt) => {
    const announced = { status: 'IN_TRANSIT', substatus: 'IN_TRANSIT_X' };
    expect({ ...readLastKnown(row).values }).toEqual({ ...announced, ...values });
    expect(readDoneAt(row)?.getTime() ?? null).toBe(doneAt);
  });
});

describe('they are as of', () => {
  const TIMES = {
    status: at(9),
    deadline: at(4),
    estimate: at(3),
    coarsePlace: { city: at(8), region: at(5) },
  };
  test.each<[what: string, asked: readonly string[] | undefined, hour: number]>([
    ['the time of the one that is asked', ['LockerLeg.deadline'], 4],
    ['the time of the announcement, where that is newer', ['LockerLeg.status'], 10],
    ['that of the oldest that is asked', ['LockerLeg.status', 'LockerLeg.deadline'], 4],
    ['that of the part that is asked', ['LockerLeg.coarsePlace', 'CoarsePlace.city'], 8],
    ['that of its oldest part', ['LockerLeg.coarsePlace', 'CoarsePlace.city', 'CoarsePlace.region'], 5],
    ['that of the status where none is asked', ['LockerLeg.asOf', 'CourierLeg.deadline'], 10],
    ['the oldest where it is not known what is asked', undefined, 4],
    ['no time of what is withheld', ['LockerLeg.status', 'LockerLeg.estimate'], 10],
  ])('%s', (_, asked, hour) => {
    const lastKnown = readLastKnown(rowOf({ ...DELIVERED, ...PLACE, estimate: null }, TIMES, at(9)));
    const { network } = testScope([], []);
    const scope = { network, readAsked: () => asked && new Set(asked) };
    const leg = { role: 'locker', policy: withholding('LockerLeg.estimate') } as unknown as LegNote;
    expect(readAsOf(leg, lastKnown, scope)).toBe(at(hour));
  });
});
