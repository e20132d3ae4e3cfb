import { describe, expect, test } from 'vitest';
import { alignTrees, countDifferences } from '../../gateway/sandbox/page/logic/alignTrees.ts';
import { buildTree, countMarks, type TreeNode } from '../../gateway/sandbox/page/logic/fieldTree.ts';
import { type JourneyLeg, layoutTimeline } from '../../gateway/sandbox/page/logic/layoutTimeline.ts';
import { readJourney } from '../../gateway/sandbox/page/logic/readJourney.ts';
import { listSampleTabs } from '../../gateway/sandbox/page/logic/sampleTabs.ts';
import { readStanding, readTimeline } from '../../gateway/sandbox/page/logic/standing.ts';
import type { SandboxAgreement, SandboxStop, TracedField } from '../../gateway/sandbox/wire/answers.ts';

const day = (nr: number) => `2026-06-${String(nr).padStart(2, '0')}T00:00:00.000Z`;

describe('how a pair stands at a time', () => {
  const agreement = (from: number, until: number, version = 1): SandboxAgreement => ({
    operator: 'zto',
    platform: 'jd',
    version,
    file: `${version}.graphql`,
    text: '',
    from: day(from),
    until: day(until),
    purposes: [],
    noticeHours: 72,
    retentionDays: 90,
  });
  const stop = (
    declared: number,
    effective: number,
    ends: number | null,
    kind = 'SUSPENSION',
  ): SandboxStop => ({
    operator: 'zto',
    platform: 'jd',
    kind: kind as SandboxStop['kind'],
    by: 'zto',
    reason: 'COMMERCIAL',
    declaredAt: day(declared),
    effectiveAt: day(effective),
    endsAt: ends === null ? null : day(ends),
  });
  const book = {
    agreements: [agreement(5, 10), agreement(10, 20, 2)],
    stops: [stop(6, 7, 8), stop(14, 16, null)],
  };

  test.each([
    [4, 'NOT_YET', 1, 5],
    [5, 'IN_FORCE', 1, 20],
    [6, 'IN_FORCE', 1, 7],
    [7, 'SUSPENDED', 1, 8],
    [8, 'IN_FORCE', 1, 20],
    [10, 'IN_FORCE', 2, 20],
    [14, 'IN_FORCE', 2, 16],
    [16, 'SUSPENDED', 2, undefined],
    [20, 'EXPIRED', 2, undefined],
  ])('on day %i: %s, version %i, until day %s', (at, state, version, until) => {
    const standing = readStanding(book, 'zto', 'jd', Date.parse(day(at)));
    expect([standing.state, standing.agreement?.version]).toEqual([state, version]);
    expect(standing.until).toBe(until === undefined ? undefined : Date.parse(day(until)));
  });

  test('of a pair without agreement nothing is told, whatever others have', () => {
    expect(readStanding(book, 'zto', 'taobao', Date.parse(day(6))).state).toBe('NONE');
    const stopped = { ...book, stops: [{ ...stop(6, 7, null), platform: 'taobao' }] };
    expect(readStanding(stopped, 'zto', 'jd', Date.parse(day(8))).state).toBe('IN_FORCE');
  });

  test('a termination is told as one', () => {
    const ended = { ...book, stops: [stop(6, 7, null, 'TERMINATION')] };
    expect(readStanding(ended, 'zto', 'jd', Date.parse(day(8))).state).toBe('TERMINATED');
  });

  test('the slider goes over everything that changes, and a little on both sides', () => {
    const { from, until, moments } = readTimeline({ ...book, now: day(12) });
    expect(moments).toEqual([5, 7, 8, 10, 12, 16, 20].map((nr) => Date.parse(day(nr))));
    expect(from).toBeLessThan(Date.parse(day(5)));
    expect(until).toBeGreaterThan(Date.parse(day(20)));
  });
});

const group = (fields: Record<string, TracedField>) => ({
  operator: 'zto',
  relation: 'OWN',
  agreement: 'zto--jd@1',
  fields,
});
const trace = (fields: Record<string, TracedField>) => ({
  places: {
    parcel: ['Query.parcel'],
    'parcel.status': ['Parcel.status'],
    'parcel.legs': ['Parcel.legs'],
    'parcel.legs.status': ['Leg.status'],
    'parcel.legs.phone': ['CourierLeg.phone', 'LockerLeg.phone'],
    'parcel.legs.fee': ['CourierLeg.fee'],
  },
  legs: [{ operator: 'zto', waybill: 'Z1', type: 'CourierLeg', paths: [['parcel', 'legs', 0]], group: 0 }],
  groups: [group(fields)],
  clauses: [],
});
const FIELDS: Record<string, TracedField> = {
  'CourierLeg.status': { kind: 'disclosed', remedy: '' },
  'CourierLeg.phone': { kind: 'masked', mask: 'CN_PHONE', remedy: '' },
  'CourierLeg.fee': { kind: 'withheld', code: 'NOT_SHARED', remedy: '' },
  'CourierLeg.custody': { kind: 'withheld', code: 'PURPOSE', remedy: '', isInput: true },
};
const DATA = { parcel: { status: 'IN_TRANSIT', legs: [{ status: 'IN_TRANSIT', phone: '1**', fee: null }] } };

const find = (nodes: readonly TreeNode[], id: string): TreeNode | undefined =>
  nodes.flatMap((node) => (node.id === id ? [node] : (find(node.children, id) ?? [])))[0];

describe('the tree of an answer', () => {
  test.each([
    ['parcel.legs.0.status', 'disclosed'],
    ['parcel.legs.0.phone', 'masked'],
    ['parcel.legs.0.fee', 'withheld'],
    ['parcel.status', 'derived'],
  ])('%s is %s', (id, kind) => {
    expect(find(buildTree(DATA, trace(FIELDS)), id)?.mark.kind).toBe(kind);
  });

  test('a shared field without a value is empty, not withheld', () => {
    const fields = { ...FIELDS, 'CourierLeg.fee': { kind: 'disclosed', remedy: '' } as const };
    expect(find(buildTree(DATA, trace(fields)), 'parcel.legs.0.fee')?.mark.kind).toBe('empty');
  });

  test('a derived field names the inputs that were withheld', () => {
    expect(find(buildTree(DATA, trace(FIELDS)), 'parcel.status')?.mark.missing).toEqual([
      { operator: 'zto', coordinate: 'CourierLeg.custody', code: 'PURPOSE' },
    ]);
  });

  test('fields are counted, those that only hold others are not', () => {
    expect(countMarks(buildTree(DATA, trace(FIELDS)))).toEqual({
      plain: 0,
      disclosed: 1,
      masked: 1,
      withheld: 1,
      empty: 0,
      derived: 1,
    });
  });
});

describe('two answers side by side', () => {
  const tree = (data: unknown) => buildTree(data, { places: {}, legs: [], groups: [], clauses: [] });
  const differences = (left: unknown, right: unknown) =>
    alignTrees(tree(left), tree(right)).map(({ id, difference }) => `${id} ${difference}`);

  test('the same field is in one row, what one side alone has in its own', () => {
    expect(differences({ a: 1, b: 2, c: 3 }, { a: 1, b: 9, d: 4 })).toEqual([
      'a same',
      'b differs',
      'd right',
      'c left',
    ]);
  });

  test('things with a code are the same wherever they stand in a list', () => {
    const list = (...codes: readonly string[]) => ({ list: codes.map((code) => ({ code })) });
    expect(differences(list('x', 'y'), list('y'))).toEqual([
      'list same',
      'list/code x left',
      'list/code x/code left',
      'list/code y same',
      'list/code y/code same',
    ]);
  });

  test('things that are alike are each in a row of their own', () => {
    const list = (...masks: readonly (string | null)[]) => ({
      list: masks.map((mask) => ({ coordinate: 'LockerLeg.storedAt', mask })),
    });
    const rows = differences(list(null, 'HOUR'), list(null));
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows.filter((row) => row.includes('/mask'))).toEqual([
      'list/coordinate LockerLeg.storedAt/mask same',
      'list/coordinate LockerLeg.storedAt (2)/mask left',
    ]);
  });

  test('differences are counted by how', () => {
    const rows = alignTrees(tree({ a: 1, b: 2, c: 3 }), tree({ a: 1, b: 9, d: 4 }));
    expect(countDifferences(rows)).toEqual({ same: 1, differs: 1, left: 1, right: 1 });
  });
});

describe('the map of a parcel', () => {
  const leg = (id: string, days: readonly number[], more: Partial<JourneyLeg> = {}): JourneyLeg => ({
    id,
    operator: id,
    waybill: id,
    status: null,
    acceptedAt: null,
    events: days.map((nr) => ({ at: Date.parse(day(nr)), status: null, custody: 'OPERATOR', place: null })),
    withheld: null,
    deadline: null,
    ...more,
  });

  test('everything lies within the width', () => {
    const { lanes, ticks } = layoutTimeline(
      [leg('a', [1, 3]), leg('b', [4, 9], { deadline: Date.parse(day(12)) })],
      400,
    );
    const xs = [
      ...ticks.map(({ x }) => x),
      ...lanes.flatMap(({ events }) => events.map(({ x }) => x)),
      ...lanes.flatMap(({ stretches }) => stretches.flatMap(({ x, width }) => [x, x + width])),
    ];
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...xs)).toBeLessThanOrEqual(400);
  });

  test('a leg that is withheld lies between its neighbours, drawn as withheld', () => {
    const { lanes } = layoutTimeline(
      [leg('a', [1, 3]), leg('b', [], { withheld: 'SUSPENDED' }), leg('c', [5, 9])],
      400,
    );
    const [before, dark, after] = lanes;
    const [stretch] = dark?.stretches ?? [];
    expect(dark?.stretches.map(({ kind }) => kind)).toEqual(['withheld']);
    expect(stretch?.x).toBeCloseTo(before?.events[1]?.x ?? 0);
    expect((stretch?.x ?? 0) + (stretch?.width ?? 0)).toBeCloseTo(after?.events[0]?.x ?? 0);
  });

  test('without any times there is nothing to draw', () => {
    expect(layoutTimeline([leg('a', [])], 400).ticks).toEqual([]);
  });

  test('a leg is dark where its events are withheld, and not where it has none', () => {
    const answer = (events: unknown) => ({
      parcel: {
        trackingNumber: 'Z1',
        status: null,
        custody: null,
        legs: [
          { operator: { code: 'zto', name: 'ZTO' }, waybill: 'Z1', status: null, acceptedAt: null, events },
        ],
      },
    });
    const withheldBy = (events: unknown, fields: Record<string, TracedField>) =>
      readJourney(answer(events), trace(fields))?.legs[0]?.withheld;
    expect(
      withheldBy(null, { 'CourierLeg.events': { kind: 'withheld', code: 'SUSPENDED', remedy: '' } }),
    ).toBe('SUSPENDED');
    expect(withheldBy([], { 'CourierLeg.events': { kind: 'disclosed', remedy: '' } })).toBeNull();
    expect(readJourney(answer(null), undefined)?.legs[0]?.withheld).toBe('NOT_SHARED');
    expect(readJourney({ parcel: null }, undefined)).toBeUndefined();
  });
});

test('the ready-made operations have a number in them that can be replaced', () => {
  const stories = [{ name: 'two-couriers-and-a-locker', trackingNumber: 'EA1', about: '' }];
  const tabs = listSampleTabs({ stories, numbers: ['EA1', 'EA2'] });
  expect(tabs.map(({ query }) => /query (\w+)/.exec(query)?.[1])).toEqual([
    'OneParcel',
    'HundredParcels',
    'InALocker',
    'WhoSharesWhat',
    'Detect',
  ]);
  expect(tabs[0]?.query).toContain('parcel(trackingNumber: "EA1")');
  expect(JSON.parse(tabs[1]?.variables ?? '')).toEqual({ numbers: ['EA1', 'EA2'] });
});
