import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Relation } from '../../gateway/agreements/decision.ts';
import type { NetworkSnapshot } from '../../gateway/request/network.ts';
import type { LegAnnouncement } from '../../gateway/store/directoryStore.ts';
import {
  type Access,
  CODES,
  type Filter,
  networkOf,
  type OpenDirectory,
  openCountedDirectory,
  type Page,
  ROLES,
  readPage,
  type Sharing,
  type World,
} from './sharedWorld.ts';

let opened: OpenDirectory;
beforeAll(async () => {
  opened = await openCountedDirectory();
});
afterAll(() => opened.close());

/** All pages of a size, one after the other. */
async function readAll(
  network: NetworkSnapshot,
  platform: string,
  filter: Filter,
  first: number,
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await readPage(opened.schema, network, platform, { ...filter, first, after });
    pages.push(page);
    if (!page.hasNextPage || page.endCursor === null) return pages;
    after = page.endCursor;
  }
}

/** What is to be listed, worked out from all legs one rule at a time. */
function expectParcels(
  world: World,
  platform: string,
  legs: readonly LegAnnouncement[],
  { status, updatedSince }: Filter,
): readonly string[] {
  const relationOf = (leg: LegAnnouncement): Relation & keyof World[string] =>
    leg.platform === platform ? 'OWN' : 'FOREIGN';
  const sharingOf = (leg: LegAnnouncement) => world[leg.operator]?.[relationOf(leg)];
  const visible = legs.filter((leg) => sharingOf(leg)?.isVisible);
  const readable = visible.filter((leg) => sharingOf(leg)?.status === 'for good');
  const parcels = [
    ...new Set(visible.filter((leg) => relationOf(leg) === 'OWN').map(({ parcel }) => parcel)),
  ];
  return parcels
    .filter((parcel) => {
      const statuses = readable
        .filter((leg) => leg.parcel === parcel)
        .sort((one, other) => compare(other.updatedAt, one.updatedAt) || other.seq - one.seq);
      const isSince = statuses.some((leg) => leg.updatedAt >= (updatedSince ?? ''));
      return (
        (status === undefined || statuses[0]?.status === status) && (updatedSince === undefined || isSince)
      );
    })
    .map((parcel) => {
      const keys = visible
        .filter((leg) => leg.parcel === parcel && relationOf(leg) === 'OWN')
        .map((leg) => {
          const isTold = readable.includes(leg) && sharingOf(leg)?.acceptedAt === 'for good';
          return [isTold ? (leg.acceptedAt ?? leg.updatedAt) : '', leg.operator, leg.waybill];
        })
        .sort((one, other) => compareKeys(other, one));
      return { parcel, key: keys[0] ?? [] };
    })
    .sort((one, other) => compareKeys(other.key, one.key))
    .map(({ parcel }) =>
      visible
        .filter((leg) => leg.parcel === parcel)
        .sort((one, other) => one.seq - other.seq || compare(one.waybill, other.waybill))
        .map(({ waybill }) => waybill)
        .join('+'),
    );
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function compareKeys(one: readonly string[], other: readonly string[]): number {
  return one.map((part, index) => compare(part, other[index] ?? '')).find((order) => order !== 0) ?? 0;
}

const access: fc.Arbitrary<Access> = fc.constantFrom('for good', 'for good', 'until', 'masked', 'never');
const sharing: fc.Arbitrary<Sharing> = fc.record({
  isVisible: fc.constantFrom(true, true, true, false),
  status: access,
  acceptedAt: access,
});
const world: fc.Arbitrary<World> = fc.record(
  Object.fromEntries(CODES.map((code) => [code, fc.record({ OWN: sharing, FOREIGN: sharing })])),
);
// Few times and states, so that they meet.
const time = fc.constantFrom(1, 2, 3).map((day) => `2017-06-0${day}T00:00:00.000Z`);
const status = fc.constantFrom('IN_TRANSIT', 'DELIVERED', 'AVAILABLE_FOR_PICKUP');
const leg = fc.record({
  operator: fc.constantFrom(...CODES),
  owner: fc.constantFrom('own', 'own', 'own', 'other', null),
  acceptedAt: fc.option(time, { freq: 4 }),
  updatedAt: time,
  status,
});
const parcels = fc.array(fc.array(leg, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 8 });
const filter: fc.Arbitrary<Filter> = fc.record({ status, updatedSince: time }, { requiredKeys: [] });

let serial = 0;

test('pages of any size, one after the other, are what could be read, filtered and sorted', async () => {
  const shown = { listed: 0, untimed: 0 };
  await fc.assert(
    fc.asyncProperty(world, parcels, filter, async (theWorld, theParcels, theFilter) => {
      serial += 1;
      const platform = `platform-${serial}`;
      const legs = theParcels.flatMap((each, index) =>
        each.map(
          ({ owner, ...facts }, seq): LegAnnouncement => ({
            ...facts,
            parcel: `${platform} ${index}`,
            seq,
            waybill: `W${serial}-${(index * 5) % 7}${seq}`,
            role: ROLES[facts.operator],
            platform: owner === 'own' ? platform : owner,
            finalAt: null,
            substatus: null,
            everReached: ['ACCEPTED'],
          }),
        ),
      );
      await opened.directory.announce(legs);
      const network = networkOf(theWorld);
      for (const wanted of [{}, theFilter]) {
        const expected = expectParcels(theWorld, platform, legs, wanted);
        shown.listed += expected.length;
        for (const first of new Set([1, 2, 3, Math.max(1, expected.length), expected.length + 1])) {
          opened.countStatements();
          const pages = await readAll(network, platform, wanted, first);
          expect(pages.flatMap((page) => page.parcels)).toEqual(expected);
          // Every page but the last is full, and each costs one statement.
          expect(pages).toHaveLength(Math.max(1, Math.ceil(expected.length / first)));
          expect(opened.countStatements()).toBe(pages.length);
        }
      }
      if (CODES.some((code) => theWorld[code]?.OWN.acceptedAt !== 'for good')) shown.untimed += 1;
    }),
    { numRuns: 30, seed: 20170601 },
  );
  // A property about empty lists would be about nothing.
  expect(shown.listed).toBeGreaterThan(100);
  expect(shown.untimed).toBeGreaterThan(10);
}, 120_000);
