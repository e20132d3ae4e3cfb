/** How the page says that a pair stands, held against what the hub decides by. */
import { describe, expect, test } from 'vitest';
import type { PairLife, Stop } from '../../gateway/agreements/life/pairLife.ts';
import { readLifeAt } from '../../gateway/agreements/life/readLifeAt.ts';
import { startLife } from '../../gateway/agreements/life/startLife.ts';
import { readStanding, readTimeline } from '../../gateway/sandbox/page/logic/standing.ts';
import type { SandboxAgreements } from '../../gateway/sandbox/wire/answers.ts';

const PAIR = { operator: 'hive-box', platform: 'cainiao' };
const day = (nr: number) => Date.UTC(2026, 0, nr);
const toText = (at: number) => new Date(at).toISOString();

/** A version from a day until another. */
const version = (nr: number, from: number, until: number): PairLife['versions'][number] => ({
  version: nr,
  document: '',
  from: day(from),
  until: day(until),
  agreedAt: 0,
  noticeHours: 72,
});

const stop = (kind: Stop['kind'], declared: number, effective: number, ends: number | null): Stop => ({
  kind,
  by: 'hive-box',
  reason: 'COMMERCIAL',
  declaredAt: day(declared),
  effectiveAt: day(effective),
  endsAt: ends === null ? null : day(ends),
});

function toBook({ versions, stops }: Pick<PairLife, 'versions' | 'stops'>): SandboxAgreements {
  return {
    now: toText(day(1)),
    agreements: versions.map(({ version, from, until }) => ({
      ...PAIR,
      version,
      file: '',
      text: '',
      from: toText(from),
      until: toText(until),
      purposes: [],
      noticeHours: 72,
      retentionDays: 30,
    })),
    stops: stops.map((each) => ({
      ...PAIR,
      ...each,
      declaredAt: toText(each.declaredAt),
      effectiveAt: toText(each.effectiveAt),
      endsAt: each.endsAt === null ? null : toText(each.endsAt),
    })),
  };
}

const ONE = [version(1, 10, 30)];

/** The page has a date beside the state, and no state of its own for a notice that runs. */
const SAID: Readonly<Record<string, string>> = {
  SUSPENSION_NOTICED: 'IN_FORCE',
  TERMINATION_NOTICED: 'IN_FORCE',
};

describe('on every day a pair stands as the hub decides', () => {
  test.each<[string, readonly PairLife['versions'][number][], readonly Stop[]]>([
    ['nothing agreed', [], []],
    ['one version', ONE, []],
    ['two versions, one after the other', [version(1, 10, 20), version(2, 20, 30)], []],
    ['two versions with a gap', [version(1, 10, 15), version(2, 20, 30)], []],
    ['suspended with notice, open', ONE, [stop('SUSPENSION', 12, 15, null)]],
    ['suspended at once and resumed', ONE, [stop('SUSPENSION', 12, 12, 20)]],
    ['taken back while the notice ran', ONE, [stop('SUSPENSION', 12, 15, 13)]],
    ['suspended twice', ONE, [stop('SUSPENSION', 12, 13, 14), stop('SUSPENSION', 16, 19, 25)]],
    ['terminated', ONE, [stop('TERMINATION', 12, 15, null)]],
    [
      'terminated while suspended',
      ONE,
      [stop('SUSPENSION', 11, 12, null), stop('TERMINATION', 13, 16, null)],
    ],
    ['suspended after its end', ONE, [stop('SUSPENSION', 29, 32, null)]],
  ])('%s', (_, versions, stops) => {
    const life: PairLife = { ...startLife(PAIR), versions, stops };
    const book = toBook(life);
    for (let nr = 5; nr < 40; nr++) {
      const { state } = readLifeAt(life, day(nr));
      const standing = readStanding(book, PAIR.operator, PAIR.platform, day(nr));
      expect([nr, standing.state]).toEqual([nr, SAID[state] ?? state]);
    }
  });
});

test.each<[string, readonly PairLife['versions'][number][], readonly Stop[], number, number | undefined]>([
  ['its own end', ONE, [], 12, 30],
  ['the end of the version that follows it', [version(1, 10, 20), version(2, 20, 30)], [], 12, 30],
  ['its own end, where the next one leaves a gap', [version(1, 10, 15), version(2, 20, 30)], [], 12, 15],
  ['the stop that was noticed', ONE, [stop('TERMINATION', 11, 15, null)], 12, 15],
  ['its own end, where a stop comes later', ONE, [stop('SUSPENSION', 28, 31, null)], 29, 30],
  ['the end of a suspension', ONE, [stop('SUSPENSION', 12, 12, 20)], 13, 20],
  ['nobody knows, of an open suspension', ONE, [stop('SUSPENSION', 12, 12, null)], 13, undefined],
])('it stands so until %s', (_, versions, stops, on, until) => {
  const standing = readStanding(toBook({ versions, stops }), PAIR.operator, PAIR.platform, day(on));
  expect(standing.until).toBe(until === undefined ? undefined : day(until));
});

test('no agreement of another pair counts', () => {
  const book = toBook({ versions: ONE, stops: [stop('SUSPENSION', 12, 12, null)] });
  expect(readStanding(book, 'hive-box', 'jd', day(13)).state).toBe('NONE');
  expect(readStanding(book, 'sf-express', 'cainiao', day(13)).state).toBe('NONE');
});

test('the timeline goes over everything that begins or ends', () => {
  const { from, until, moments } = readTimeline(
    toBook({ versions: ONE, stops: [stop('SUSPENSION', 12, 15, 20)] }),
  );
  expect(moments).toEqual([1, 10, 15, 20, 30].map(day));
  expect(from).toBeLessThan(day(1));
  expect(until).toBeGreaterThan(day(30));
});
