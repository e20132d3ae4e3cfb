/** The demo's data set: the same on every run, complete, and at one with what operators answer. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generateParcels } from '../../subgraphs/seed/generate.ts';
import { TRUTH } from '../../subgraphs/seed/happenings.ts';
import type { TrueLeg } from '../../subgraphs/seed/journey.ts';
import { ANCHOR_MS } from '../../subgraphs/seed/startTrip.ts';
import { DEFAULT_PARCELS, DEFAULT_SEED, writeDataSet } from '../../subgraphs/seed/writeDataSet.ts';
import { groupBy, makeFolder, readLines, seedForTest } from './support.ts';

const dataSet = seedForTest();
const { manifest, announcements, answers } = dataSet;
const OPERATORS = ['sf-express', 'zto', 'china-post', 'hive-box', 'inpost'] as const;

describe('two runs', () => {
  test('with one seed write the same bytes', () => {
    const again = seedForTest();
    for (const file of readdirSync(dataSet.folder)) {
      const [one, other] = [dataSet.folder, again.folder].map((folder) => readFileSync(join(folder, file)));
      expect(one?.equals(other ?? Buffer.alloc(0)), file).toBe(true);
    }
  });

  test('with two seeds write different parcels', () => {
    const other = seedForTest({ parcels: 100, seed: 1 });
    const acceptances = (legs: typeof announcements) => legs.slice(0, 50).map(({ acceptedAt }) => acceptedAt);
    expect(acceptances(other.announcements)).not.toEqual(acceptances(announcements));
  });

  test('a larger data set begins with the smaller one’s stories', () => {
    const larger = seedForTest({ parcels: 700 });
    expect(larger.manifest.stories).toEqual(manifest.stories);
  });
});

describe('counts', () => {
  test('are those of the manifest', () => {
    expect(manifest.parcels).toBe(500);
    expect(new Set(announcements.map(({ parcel }) => parcel)).size).toBe(500);
    expect(manifest.legs).toBe(announcements.length);
    for (const code of OPERATORS) {
      expect(readLines(join(dataSet.folder, `${code}.ndjson`)).length).toBe(manifest.operators[code]);
      expect(answers[code].waybills.length).toBe(manifest.operators[code]);
    }
  });

  test('every operator carries parcels of every platform and of none', () => {
    for (const code of OPERATORS) {
      const platforms = announcements.filter((leg) => leg.operator === code).map((leg) => leg.platform);
      expect(new Set(platforms), code).toEqual(new Set(['cainiao', 'taobao', 'jd', null]));
    }
  });

  test('by default there are 20,000 parcels, and over 200 for benchmarks', () => {
    expect(DEFAULT_PARCELS).toBe(20_000);
    let bench = 0;
    for (const { isBench, story } of generateParcels({ seed: DEFAULT_SEED, parcels: DEFAULT_PARCELS })) {
      if (isBench) bench++;
      else if (story === null) break;
    }
    expect(bench).toBeGreaterThanOrEqual(200);
  });
});

test('parcels in flight come on request, after all others, which stay as they are', () => {
  const more = seedForTest({ parcels: 500, inFlight: 200 });
  expect(more.announcements.slice(0, announcements.length)).toEqual(announcements);
  expect(manifest.inFlightParcels).toEqual([]);
  const journeys = groupBy(more.announcements.slice(announcements.length), ({ parcel }) => parcel);
  expect(more.manifest.parcels).toBe(700);
  expect([...journeys.values()].map(([courier]) => courier?.waybill)).toEqual(more.manifest.inFlightParcels);
  for (const legs of journeys.values()) {
    const [courier, locker, ...others] = legs;
    expect(courier).toMatchObject({ operator: 'sf-express', platform: 'cainiao', finalAt: null });
    expect(courier?.acceptedAt).not.toBeNull();
    if (locker !== undefined)
      expect(locker).toMatchObject({ operator: 'hive-box', platform: 'cainiao', finalAt: null });
    expect(others).toEqual([]);
  }
  const waiting = more.announcements.filter(
    ({ status, seq }) => status === 'AVAILABLE_FOR_PICKUP' && seq === 1,
  );
  expect(waiting.length).toBeGreaterThan(50);
});

test('benchmark parcels have one SF Express and one Hive Box leg of eight events each', () => {
  expect(manifest.benchParcels.length).toBe(50);
  for (const number of manifest.benchParcels) {
    const first = announcements.find(({ waybill }) => waybill === number);
    const legs = announcements.filter(({ parcel }) => parcel === first?.parcel);
    expect(legs.map(({ operator }) => operator)).toEqual(['sf-express', 'hive-box']);
    for (const leg of legs) {
      expect(leg).toMatchObject({
        platform: 'cainiao',
        status: 'DELIVERED',
        substatus: 'DELIVERED_COLLECTED',
      });
      expect(answers[leg.operator].legOf(leg.waybill)?.events).toHaveLength(8);
    }
  }
});

describe('announcements', () => {
  test('say what the operator answers', () => {
    // Of a reused number the operator knows the newest parcel; the one before is known to the directory alone.
    const newest = groupBy(announcements, (leg) => `${leg.operator} ${leg.waybill}`);
    for (const [announced] of [...newest.values()].map((legs) => legs.slice(-1))) {
      if (announced === undefined) throw new Error('a group is empty');
      const { operator, waybill, status, substatus, acceptedAt } = announced;
      const leg = answers[operator].legOf(waybill);
      expect({
        waybill,
        status: leg?.status,
        substatus: leg?.substatus,
        acceptedAt: leg?.acceptedAt,
      }).toEqual({
        waybill,
        status,
        substatus,
        acceptedAt,
      });
    }
  });

  test('never hold a status that only the hub may derive', () => {
    for (const { status, everReached } of announcements) {
      expect(status).not.toBeNull();
      expect([status, ...everReached]).not.toContain('UNKNOWN');
      expect([status, ...everReached]).not.toContain('EXPIRED');
      expect(everReached).toContain(status);
    }
  });

  test('have an end exactly when the status is final, and no time after the demo’s now', () => {
    for (const { status, substatus, finalAt, updatedAt, acceptedAt } of announcements) {
      const isFinal =
        ['DELIVERED', 'RETURNED', 'CANCELLED'].includes(status ?? '') ||
        ['EXCEPTION_LOST', 'EXCEPTION_DESTROYED'].includes(substatus ?? '');
      expect(finalAt !== null).toBe(isFinal);
      for (const time of [finalAt, updatedAt, acceptedAt])
        if (time !== null) expect(Date.parse(time)).toBeLessThanOrEqual(ANCHOR_MS);
    }
  });

  test('number the legs of a parcel from 0', () => {
    const legs = groupBy(announcements, ({ parcel }) => parcel);
    for (const announced of legs.values())
      expect(announced.map(({ seq }) => seq)).toEqual(announced.map((_, index) => index));
  });
});

test('what operators answer is what truly happened', () => {
  for (const { journey } of generateParcels({ seed: DEFAULT_SEED, parcels: 500 })) {
    for (const leg of journey.legs) {
      if (leg.isForgotten) continue;
      const [status, , custody] = TRUTH[latestKind(leg)];
      const answer = answers[leg.operator].legOf(leg.waybill);
      expect({ waybill: leg.waybill, status: answer?.status, custody: answer?.custody }).toEqual({
        waybill: leg.waybill,
        status,
        custody: custodyAsKnown(leg, custody),
      });
    }
  }
});

/** China Post's pickup points and ZTO's state 501 do not say which kind of place it is. */
function custodyAsKnown(leg: TrueLeg, custody: string): string {
  return leg.operator === 'zto' && custody === 'STATION' ? 'LOCKER' : custody;
}

function latestKind(leg: TrueLeg) {
  const mistakes = new Set(leg.happenings.map(({ corrects }) => corrects?.happening));
  const latest = leg.happenings
    .filter((happening) => !mistakes.has(happening))
    .sort((one, other) => one.at - other.at)
    .at(-1);
  if (latest === undefined) throw new Error(`leg ${leg.waybill} is empty`);
  return latest.kind;
}

test('an interrupted folder has no manifest, and seeding it again completes it', () => {
  const folder = makeFolder();
  writeDataSet(folder, { parcels: 60 });
  const interrupted = () =>
    writeDataSet(folder, {
      parcels: 2_000,
      onProgress: () => {
        throw new Error('interrupted');
      },
    });
  expect(interrupted).toThrow('interrupted');
  expect(existsSync(join(folder, 'manifest.json'))).toBe(false);
  writeFileSync(join(folder, 'zto.ndjson.part'), 'half a li');
  writeDataSet(folder, { parcels: 60 });
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toMatchObject({
    version: 1,
    parcels: 60,
  });
});
