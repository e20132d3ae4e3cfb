import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LegAnnouncement } from '../../gateway/store/directoryStore.ts';
import {
  CODES,
  type Code,
  type Filter,
  networkOf,
  type OpenDirectory,
  openCountedDirectory,
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

const GOOD: Sharing = { isVisible: true, status: 'for good', acceptedAt: 'for good' };
const HIDDEN: Sharing = { isVisible: false, status: 'never', acceptedAt: 'never' };
const both = (shared: Sharing) => ({ OWN: shared, FOREIGN: shared });
const worldOf = (changes: Partial<Record<Code, { OWN: Sharing; FOREIGN: Sharing }>> = {}): World => ({
  ...Object.fromEntries(CODES.map((code) => [code, both(GOOD)])),
  ...changes,
});

describe('a list', () => {
  const platform = 'table';
  const announce = (
    operator: Code,
    waybill: string,
    day: number,
    more: Partial<LegAnnouncement> = {},
  ): LegAnnouncement => ({
    parcel: waybill,
    seq: 0,
    operator,
    waybill,
    role: ROLES[operator],
    platform,
    acceptedAt: `2017-06-0${day}T00:00:00Z`,
    finalAt: null,
    status: 'IN_TRANSIT',
    substatus: null,
    everReached: ['ACCEPTED'],
    updatedAt: `2017-06-0${day}T00:00:00Z`,
    ...more,
  });
  const list = async (changes: Parameters<typeof worldOf>[0], args: Filter = {}) =>
    (await readPage(opened.schema, networkOf(worldOf(changes)), platform, args)).parcels.join(' ');

  beforeAll(() =>
    opened.directory.announce([
      announce('a-post', 'A1', 1),
      announce('b-post', 'B2', 2),
      announce('a-post', 'A3', 3),
      announce('b-post', 'B4', 4, { parcel: 'two' }),
      announce('c-box', 'C5', 5, { parcel: 'two', seq: 1, status: 'AVAILABLE_FOR_PICKUP' }),
      announce('a-post', 'A6', 6, { parcel: 'mixed' }),
      announce('d-box', 'D7', 7, { parcel: 'mixed', seq: 1, platform: null, status: 'DELIVERED' }),
    ]),
  );

  test('is sorted by the acceptance of the newest own leg, and lists legs of others that are visible too', async () => {
    expect(await list({})).toBe('A6+D7 B4+C5 A3 B2 A1');
    expect(await list({ 'd-box': { OWN: GOOD, FOREIGN: HIDDEN } })).toBe('A6 B4+C5 A3 B2 A1');
  });

  test.each([
    ['withheld', 'never'],
    ['masked', 'masked'],
    ['shared until a status only', 'until'],
  ] as const)('does not tell by its order an acceptance that is %s', async (_, acceptedAt) => {
    // B4 is the newest of B's, and comes after B2 now where only B is asked.
    expect(await list({ 'b-post': both({ ...GOOD, acceptedAt }) })).toBe('A6+D7 B4+C5 A3 A1 B2');
    const untimed = both({ ...GOOD, acceptedAt });
    expect(await list({ 'a-post': untimed, 'b-post': untimed, 'c-box': untimed })).toBe(
      'B4+C5 B2 A6+D7 A3 A1',
    );
  });

  test('does not tell when a leg was announced where its status is withheld', async () => {
    expect(await list({ 'b-post': both({ ...GOOD, status: 'never' }) })).toBe('A6+D7 B4+C5 A3 A1 B2');
  });

  test('is filtered by statuses only that can be read', async () => {
    expect(await list({}, { status: 'AVAILABLE_FOR_PICKUP' })).toBe('B4+C5');
    expect(
      await list({ 'c-box': both({ ...GOOD, status: 'never' }) }, { status: 'AVAILABLE_FOR_PICKUP' }),
    ).toBe('');
    expect(
      await list({ 'c-box': both({ ...GOOD, status: 'until' }) }, { status: 'AVAILABLE_FOR_PICKUP' }),
    ).toBe('');
    expect(await list({ 'c-box': both({ ...GOOD, status: 'never' }) }, { status: 'IN_TRANSIT' })).toContain(
      'B4+C5',
    );
    expect(await list({}, { status: 'DELIVERED' })).toBe('A6+D7');
    expect(await list({ 'd-box': both(HIDDEN) }, { status: 'DELIVERED' })).toBe('');
  });

  test('is filtered by times only of what can be read', async () => {
    const since = { updatedSince: '2017-06-05T00:00:00Z' };
    expect(await list({}, since)).toBe('A6+D7 B4+C5');
    expect(await list({ 'c-box': both({ ...GOOD, status: 'never' }) }, since)).toBe('A6+D7');
    expect(await list({ 'c-box': both(HIDDEN), 'd-box': both(HIDDEN) }, since)).toBe('A6');
  });

  test('is empty for a platform that may see nothing, at the same cost', async () => {
    opened.countStatements();
    expect(await list(Object.fromEntries(CODES.map((code) => [code, both(HIDDEN)])))).toBe('');
    expect(opened.countStatements()).toBe(1);
  });

  describe('its cursors', () => {
    const network = networkOf(worldOf());
    const first = async (world = network) =>
      (await readPage(opened.schema, world, platform, { first: 2 })).endCursor ?? '';
    const next = async (after: string, world = network, asked = platform, purpose?: string) =>
      (await readPage(opened.schema, world, asked, { after }, purpose)).parcels.join(' ');

    test('go on where the page ended', async () => {
      expect(await next(await first())).toBe('A3 B2 A1');
    });
    test('are of no use to another platform, or for another purpose', async () => {
      const cursor = await first();
      await expect(next(cursor, network, 'other')).rejects.toThrow('not a cursor');
      await expect(next(cursor, network, platform, 'DISPUTE')).rejects.toThrow('not a cursor');
    });
    test('hold when the leg at which the page ended is not visible any more', async () => {
      const cursor = await first();
      expect(await next(cursor, networkOf(worldOf({ 'c-box': both(HIDDEN) })))).toBe('B4 A3 B2 A1');
      expect(await next(cursor, networkOf(worldOf({ 'b-post': both(HIDDEN), 'c-box': both(HIDDEN) })))).toBe(
        'A3 A1',
      );
    });
    test('hold when the order may not tell times any more', async () => {
      const cursor = await first();
      const untimed = both({ ...GOOD, acceptedAt: 'never' });
      const nothingTold = networkOf(worldOf({ 'a-post': untimed, 'b-post': untimed, 'c-box': untimed }));
      // What has no time comes after everything that has one, so nothing that was not listed yet is left out.
      expect(await next(cursor, nothingTold)).toBe('B4+C5 B2 A6+D7 A3 A1');
      // And from there on as ever, when times are told again: what is left has no time.
      expect(await next(await first(nothingTold))).toBe('');
    });
    test.each(['', 'AAAA', 'x'.repeat(100_000), '\u0000'])('refuse what is none: %#', async (text) => {
      if (text === '') expect(await next(text)).toBe('A6+D7 B4+C5 A3 B2 A1');
      else await expect(next(text)).rejects.toThrow('not a cursor');
    });
    test('refuse one with a letter changed', async () => {
      const cursor = await first();
      const changed = `${cursor.slice(0, 40)}${cursor[40] === 'A' ? 'B' : 'A'}${cursor.slice(41)}`;
      await expect(next(changed)).rejects.toThrow('not a cursor');
    });
  });
});
