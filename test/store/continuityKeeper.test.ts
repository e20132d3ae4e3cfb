/** What is kept of operators' answers: written in the background, by the newest time, to the leg that it is of. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ContinuityKeeper, createContinuityKeeper } from '../../gateway/store/continuityKeeper.ts';
import { createDirectoryStore, type LegAnnouncement } from '../../gateway/store/directoryStore.ts';
import { announce } from '../support/startTestHub.ts';
import { ENGINES, type TestStore } from './engines.ts';

const KEY = new Uint8Array(32).fill(7);
const NOW = Date.parse('2017-06-01T12:00:00Z');
const MINUTE = 60_000;
/** What is answered, and in which minute. */
type Answer = readonly [minutes: number, values: Readonly<Record<string, unknown>>];

const NO_PARCEL = '00000000-0000-8000-8000-000000000000';

describe.each(ENGINES)('on $name', ({ open }) => {
  let opened: TestStore;
  /** The hub's ids of parcels, by operator and waybill. */
  const parcels = new Map<string, string>();
  const announceAll = async (legs: readonly LegAnnouncement[]) => {
    await createDirectoryStore(opened.store, KEY).announce(legs);
    const rows = await opened.store.selectFrom('legs').select(['operator', 'waybill', 'parcel']).execute();
    for (const { operator, waybill, parcel } of rows) parcels.set(`${operator} ${waybill}`, parcel);
  };
  beforeAll(async () => {
    opened = await open();
    await announceAll([
      announce('zto', 'K1', 'p1'),
      announce('zto', 'K2', 'p2'),
      announce('sto', 'K1', 'p3'),
      announce('sto', 'K3', 'p4'),
    ]);
  });
  afterAll(() => opened.close());

  /** Does something with a keeper, closes it, and says what each leg has then. */
  async function keep(use: (keeper: ContinuityKeeper) => void): Promise<Record<string, unknown>> {
    const failures: unknown[] = [];
    const keeper = createContinuityKeeper(opened.store, KEY, (error) => failures.push(error));
    use(keeper);
    await keeper.close();
    expect(failures).toEqual([]);
    const rows = await opened.store
      .selectFrom('legs')
      .select(['operator', 'waybill', 'continuity', 'continuity_at as at'])
      .execute();
    const kept = rows.filter(({ continuity }) => continuity !== null);
    return Object.fromEntries(
      kept.map(({ operator, waybill, continuity, at }) => [
        `${operator} ${waybill}`,
        [continuity, (Number(at) - NOW) / MINUTE],
      ]),
    );
  }
  const leg = (operator: string, waybill: string, status: string, minutes: number) => ({
    operator,
    waybill,
    parcel: parcels.get(`${operator} ${waybill}`) ?? NO_PARCEL,
    values: { status },
    reached: [status],
    asOf: NOW + minutes * MINUTE,
  });
  const readReached = async (waybill: string) => {
    const rows = await opened.store
      .selectFrom('legs')
      .select('ever_reached')
      .where('waybill', '=', waybill)
      .execute();
    return rows.flatMap(({ ever_reached: reached }) => reached);
  };

  test('values are those of the newest answer of that operator and waybill, in whatever order they come', async () => {
    expect(await keep(() => {})).toEqual({});
    const first = await keep((keeper) => {
      keeper.keep(leg('zto', 'K1', 'IN_TRANSIT', 0));
      keeper.keep(leg('zto', 'K1', 'OUT_FOR_DELIVERY', 1));
      // Nobody announced these: nothing is made up.
      keeper.keep(leg('zto', 'K9', 'IN_TRANSIT', 0));
      keeper.keep(leg('jd', 'K2', 'IN_TRANSIT', 0));
    });
    expect(first).toEqual({ 'zto K1': [{ status: 'OUT_FOR_DELIVERY' }, 1] });
    // Late, as of another hub that shares the store.
    expect(await keep((keeper) => keeper.keep(leg('zto', 'K1', 'IN_TRANSIT', 0)))).toEqual(first);
    expect(await keep((keeper) => keeper.keep(leg('zto', 'K1', 'EXCEPTION', 1)))).toEqual(first);
    expect(await keep((keeper) => keeper.keep(leg('zto', 'K1', 'DELIVERED', 2)))).toEqual({
      'zto K1': [{ status: 'DELIVERED' }, 2],
    });
  });

  test('of a number that is used again nothing is left', async () => {
    const before = leg('sto', 'K3', 'DELIVERED', 0);
    expect(await keep((keeper) => keeper.keep(before))).toMatchObject({
      'sto K3': [{ status: 'DELIVERED' }, 0],
    });
    // Said again of the same parcel, it stays; of another one it goes, and what comes late is of the parcel before.
    const later = (minutes: number) => ({ updatedAt: new Date(NOW + minutes * MINUTE).toISOString() });
    await announceAll([announce('sto', 'K3', 'p4', later(1))]);
    expect(await keep(() => {})).toHaveProperty('sto K3');
    await announceAll([announce('sto', 'K3', 'p5', later(2))]);
    expect(await keep(() => {})).not.toHaveProperty('sto K3');
    expect(await keep((keeper) => keeper.keep({ ...before, asOf: NOW + 3 * MINUTE }))).not.toHaveProperty(
      'sto K3',
    );
    expect(await keep((keeper) => keeper.keep(leg('sto', 'K3', 'ACCEPTED', 3)))).toHaveProperty('sto K3');
    // The same parcel, of another platform: what was known is not for its eyes.
    await announceAll([announce('sto', 'K3', 'p5', { ...later(4), platform: 'jd' })]);
    expect(await keep(() => {})).not.toHaveProperty('sto K3');
  });

  test('what was answered once stays reached, whatever is answered or announced later', async () => {
    const reached = ['ACCEPTED', 'IN_TRANSIT'];
    await announceAll([announce('yto', 'R1', 'r1'), announce('yto', 'R2', 'r2', { everReached: [] })]);
    await keep((keeper) => keeper.keep(leg('yto', 'R1', 'IN_TRANSIT', 5)));
    expect(await readReached('R1')).toEqual(reached);
    await keep((keeper) => {
      // Both before either is written; the first is older than what is kept, and reached all the same.
      keeper.keep(leg('yto', 'R1', 'OUT_FOR_DELIVERY', 4));
      keeper.keep(leg('yto', 'R1', 'DELIVERED', 6));
      keeper.keep(leg('yto', 'R1', 'IN_TRANSIT', 7));
      keeper.keep({ ...leg('yto', 'R1', 'RETURNED', 8), parcel: NO_PARCEL });
      keeper.keep(leg('yto', 'R2', 'IN_TRANSIT', 7));
    });
    const all = [...reached, 'DELIVERED', 'OUT_FOR_DELIVERY'];
    expect((await readReached('R1')).toSorted()).toEqual(all.toSorted());
    // Nothing was announced: one status more would open what is withheld while the history is unknown.
    expect(await readReached('R2')).toEqual([]);
    const { values: _, ...alone } = leg('yto', 'R1', 'RETURNED', 9);
    expect(await keep((keeper) => keeper.keep(alone))).toMatchObject({
      'yto R1': [{ status: 'IN_TRANSIT' }, 7],
    });
    expect((await readReached('R1')).toSorted()).toEqual([...all, 'RETURNED'].toSorted());
  });

  // One answer, another one, and what is known by both: each value with the minute in which it was answered.
  const inParts = { place: { city: 'A', region: 'B' } };
  test.each<[what: string, one: Answer, other: Answer, known: object, times: object]>([
    ['the newer value of a field', [0, { a: 1 }], [1, { a: 2 }], { a: 2 }, { a: 1 }],
    ['what the other did not ask for', [0, { a: 1 }], [1, { b: 2 }], { a: 1, b: 2 }, { a: 0, b: 1 }],
    ['null, which is an answer', [0, { a: 1 }], [1, { a: null }], { a: null }, { a: 1 }],
    ['no null that is older', [0, { a: null }], [1, { a: 1 }], { a: 1 }, { a: 1 }],
    [
      'both parts of an object',
      [0, { p: { c: 1 } }],
      [1, { p: { r: 2 } }],
      { p: { c: 1, r: 2 } },
      { p: { c: 0, r: 1 } },
    ],
    [
      'the newer part of one',
      [0, inParts],
      [1, { place: { city: 'C' } }],
      { place: { city: 'C', region: 'B' } },
      { place: { city: 1, region: 0 } },
    ],
    ['no object that is gone', [0, inParts], [1, { place: null }], { place: null }, { place: 1 }],
    ['an object that came', [0, { place: null }], [1, inParts], inParts, { place: 1 }],
    ['lists as a whole', [0, { l: [1, 2] }], [1, { l: [3] }], { l: [3] }, { l: 1 }],
  ])(
    'of two answers is kept %s, whichever comes first, together or apart',
    async (_, one, other, known, times) => {
      const steps = [one, other].map(([minutes, values]) => ({ ...leg('yto', 'T1', 'X', minutes), values }));
      const read = async () => {
        const row = await opened.store
          .selectFrom('legs')
          .select(['continuity', 'continuity_times', 'continuity_at'])
          .where('waybill', '=', 'T1')
          .executeTakeFirstOrThrow();
        return [row.continuity, inMinutes(row.continuity_times), inMinutes(row.continuity_at?.getTime())];
      };
      const spread = spreadTimes(known, times);
      for (const order of [steps, steps.toReversed()]) {
        for (const isTogether of [true, false]) {
          await sql`delete from legs where waybill = 'T1'`.execute(opened.store);
          await announceAll([announce('yto', 'T1', 't1')]);
          const answers = order.map((step) => ({ ...step, parcel: parcels.get('yto T1') ?? NO_PARCEL }));
          const batches = isTogether ? [answers] : answers.map((answer) => [answer]);
          for (const batch of batches) {
            await keep((keeper) => {
              for (const answer of batch) keeper.keep(answer);
            });
          }
          const [values, kept, newest] = await read();
          expect([values, spreadTimes(values, kept), newest]).toEqual([known, spread, 1]);
        }
      }
    },
  );

  test('more legs than one statement takes are all written', async () => {
    const legs = Array.from({ length: 1_001 }, (_, index) => announce('sto', `M${index}`, `m${index}`));
    await announceAll(legs);
    const kept = await keep((keeper) => {
      for (const { waybill } of legs) keeper.keep(leg('sto', waybill, 'IN_TRANSIT', 0));
    });
    expect(Object.keys(kept).filter((name) => name.startsWith('sto M'))).toHaveLength(1_001);
  });
});

test('a store that fails is told, and neither throws nor makes anybody wait', async () => {
  const failures: unknown[] = [];
  const { store, close } = await (ENGINES[0] as (typeof ENGINES)[number]).open();
  await close();
  const keeper = createContinuityKeeper(store, KEY, (error) => failures.push(error));
  keeper.keep({ operator: 'zto', waybill: 'K1', parcel: NO_PARCEL, values: {}, reached: [], asOf: NOW });
  await keeper.close();
  expect(failures).toHaveLength(1);
});

/** Times as minutes after `NOW`. */
function inMinutes(times: unknown): unknown {
  if (typeof times === 'number') return (times - NOW) / MINUTE;
  return Object.fromEntries(Object.entries(times ?? {}).map(([name, time]) => [name, inMinutes(time)]));
}

/** Times of the same form, whether parts of an object have one together or one each. */
function spreadTimes(values: unknown, times: unknown): unknown {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return times;
  const timesOf = (name: string) =>
    typeof times === 'object' ? (times as Record<string, unknown>)[name] : times;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, spreadTimes(value, timesOf(name))]),
  );
}
