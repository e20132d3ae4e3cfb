/** What a check finds of a subgraph and of what it takes away, and beside each finding the nearest publication that passes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROBLEM_CODES } from '../../gateway/base/problemCodes.ts';
import { checkPublication } from '../../gateway/registry/subgraphs/checkPublication.ts';
import {
  SECTION_OF_CODE,
  SECTION_TITLES,
  type SectionTitle,
} from '../../gateway/registry/subgraphs/checkSection.ts';
import type { PublishedSubgraph, SubgraphDraft } from '../../gateway/registry/subgraphs/publishedSubgraph.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { composeInWorker, type NetworkComposer } from '../../gateway/supergraph/composeInWorker.ts';
import { check, type Given, operation, own, section, statuses, told } from './checkSupport.ts';
import { agreementOf, createParts, sdlOf, URL } from './support.ts';

let composer: NetworkComposer;
beforeAll(() => {
  composer = composeInWorker();
});
afterAll(() => composer.close());

test('every code of a subgraph has a section, and every section is one of the check', () => {
  const codes = Object.keys(PROBLEM_CODES).filter((code) => code < 'HUB048');
  expect(codes.filter((code) => !Object.hasOwn(SECTION_OF_CODE, code))).toEqual([]);
  expect(Object.values(SECTION_OF_CODE).filter((title) => !SECTION_TITLES.includes(title))).toEqual([]);
});

describe('a publication by itself', () => {
  test('one that changes nothing passes in every section', async () => {
    const result = await check(composer, { draft: {} });
    expect(result).toMatchObject({ operator: 'hive-box', passed: true, accepted: [] });
    expect(statuses(result)).toEqual(SECTION_TITLES.map((title) => `${title}: PASSED`));
    expect(section(result, 'Composition').notes).toEqual(['composed with 1 other operator']);
  });

  test('the first one has nothing to be compared with', async () => {
    const documents = [agreementOf('hive-box', 'status: ParcelStatus @share deadline: DateTime @share')];
    const result = await check(composer, { draft: {}, before: null, documents });
    expect(result.passed).toBe(true);
    expect(section(result, 'Breaking changes').status).toBe('SKIPPED');
    expect(section(result, 'Privacy changes').notes).toContain(
      'shared by hive-box--cainiao@1 from now on: 2 fields (LockerLeg.status, LockerLeg.deadline)',
    );
  });

  test('a text that cannot be read fails once, and the rest is skipped', async () => {
    const result = await check(composer, { draft: { sdl: 'type {', url: undefined } });
    expect(result.passed).toBe(false);
    expect(new Set(statuses(result).map((line) => line.split(': ')[1]))).toEqual(
      new Set(['FAILED', 'SKIPPED']),
    );
    expect(told(result, 'Build')).toEqual(['FAILED', expect.stringMatching(/^HUB002 error/)]);
  });

  test.each<[title: SectionTitle, draft: Partial<SubgraphDraft>, finds: RegExp]>([
    ['Role contract', { sdl: sdlOf('hive-box').replace('deadline: DateTime', 'deadline: Int') }, /^HUB021/],
    ['Labels', { sdl: sdlOf('hive-box', { extension: own('@operational', 'String!') }) }, /^HUB032/],
    ['Address and numbers', { url: 'http://10.0.0.1/graphql' }, /^HUB041 .* the hub does not go to/],
    ['Address and numbers', { url: 'ftp://hive-box.example' }, /^HUB041 .* is not of `http` or `https`/],
    [
      'Address and numbers',
      { url: 'http://a:secret@127.0.0.1/' },
      /^HUB041 .* has a user or a password in it$/,
    ],
    ['Address and numbers', { url: 'nowhere' }, /^HUB041 .* is no address/],
    ['Address and numbers', { numberPatterns: [{ format: 'x', pattern: '(A+)+' }] }, /^HUB042/],
    ['Address and numbers', { numberPatterns: [{ format: ' ', pattern: 'A' }] }, /^HUB042/],
  ])('%s fails alone', async (title, draft, finds) => {
    const result = await check(composer, { draft });
    expect(result.passed).toBe(false);
    expect(told(result, title)).toEqual(['FAILED', expect.stringMatching(finds)]);
    const failed = result.sections.filter(({ status }) => status === 'FAILED');
    expect(failed.map((each) => each.title)).toEqual([title]);
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  test('a name that leads into the private network is refused at once', async () => {
    const draft = {
      operator: 'hive-box',
      role: 'locker',
      sdl: sdlOf('hive-box'),
      url: 'http://localhost/',
    } as const;
    const subgraphs = new Map();
    for (const [found, status] of [
      [['10.0.0.1'], 'FAILED'],
      [['127.0.0.1'], 'PASSED'],
      [[], 'PASSED'],
    ] as const) {
      const parts = {
        ...createParts(undefined as unknown as Store, composer),
        resolveHost: async () => found,
      };
      const result = await checkPublication(
        draft,
        { subgraphs, documents: [], operations: { operations: [], leftOut: new Map() } },
        { ...parts, accepts: [] },
      );
      expect(section(result, 'Address and numbers').status).toBe(status);
    }
  });

  test('a composer that does not finish fails the check', async () => {
    const subgraphs = new Map<string, PublishedSubgraph>();
    const parts = createParts(undefined as unknown as Store, {
      check: (operator) => composer.check(operator),
      publish: () => Promise.reject(new Error('out of memory')),
    });
    const draft = { operator: 'zto', role: 'courier', sdl: sdlOf('zto'), url: URL } as const;
    const result = await checkPublication(
      draft,
      { subgraphs, documents: [], operations: { operations: [], leftOut: new Map() } },
      { ...parts, accepts: [] },
    );
    expect(told(result, 'Composition')).toEqual(['FAILED', 'HUB006 error the check did not finish']);
    expect(section(result, 'Agreements').status).toBe('SKIPPED');
  });
});

describe('what is taken away', () => {
  const sdl = sdlOf('hive-box', { omit: ['LockerLeg.deadline'] });
  const shared = [agreementOf('hive-box', 'status: ParcelStatus @share deadline: DateTime @share')];
  const asked = [operation(['LockerLeg.deadline'])];

  test('is refused where a platform asked for what an agreement shares with it', async () => {
    const result = await check(composer, { draft: { sdl }, documents: shared, operations: asked });
    expect(result.passed).toBe(false);
    expect(told(result, 'Breaking changes')).toEqual([
      'FAILED',
      'HUB043 error `LockerLeg.deadline` is no longer provided',
    ]);
    expect(section(result, 'Breaking changes')).toMatchObject({
      notes: ['1 change compared with 1 operation of the last 7 days'],
      problems: [{ note: '1 operation of cainiao asked for it 1,200 times in the last 7 days' }],
      changes: [
        {
          result: 'FAIL',
          code: 'FIELD_REMOVED',
          coordinate: 'LockerLeg.deadline',
          operations: [{ platform: 'cainiao', hash: 'abc', count: 1_200 }],
        },
      ],
    });
    expect(section(result, 'Agreements').notes).toContain(
      'hive-box--cainiao@1 shares what is no longer provided: LockerLeg.deadline',
    );
  });

  test.each<[why: string, given: Partial<Given>]>([
    ['nobody asked for it', { documents: shared }],
    [
      'no agreement shares it',
      { documents: [agreementOf('hive-box', 'status: ParcelStatus @share')], operations: asked },
    ],
    [
      'another platform asked for it',
      { documents: shared, operations: [operation(['LockerLeg.deadline'], 'jd')] },
    ],
    ['something else was asked for', { documents: shared, operations: [operation(['LockerLeg.status'])] }],
    ['the operator means it', { documents: shared, operations: asked, accepts: ['breaking'] }],
  ])('is a warning where %s', async (_, given) => {
    const result = await check(composer, { draft: { sdl }, ...given });
    expect(result.passed).toBe(true);
    expect(told(result, 'Breaking changes')).toEqual([
      'WARNING',
      'HUB043 warning `LockerLeg.deadline` is no longer provided',
    ]);
    expect(result.accepted).toEqual(given.accepts ?? []);
  });

  test.each<[leftOut: ReadonlyMap<string, number>, told: readonly string[]]>([
    [new Map(), []],
    [
      new Map([
        ['jd', 3],
        ['cainiao', 5_120],
      ]),
      ['not compared: operations that were sent less often than all others, 3 of jd, 5,120 of cainiao'],
    ],
  ])('what was not compared is told: %j', async (leftOut, said) => {
    const result = await check(composer, { draft: { sdl }, documents: shared, leftOut });
    const compared = '1 change compared with 0 operations of the last 7 days';
    expect(section(result, 'Breaking changes').notes).toEqual([compared, ...said]);
  });

  test('an argument is missed only by who gives it', async () => {
    const given = {
      draft: { sdl: sdlOf('hive-box', { omit: ['LockerLeg.events(last:)'] }) },
      documents: [
        agreementOf(
          'hive-box',
          'events: [TrackingEvent] @share } type TrackingEvent { status: ParcelStatus @share',
        ),
      ],
    };
    const withIt = operation(['LockerLeg.events', 'LockerLeg.events(last:)']);
    const withoutIt = operation(['LockerLeg.events', 'CourierLeg.events(last:)']);
    const refused = await check(composer, { ...given, operations: [withIt] });
    expect(told(refused, 'Breaking changes')[0]).toBe('FAILED');
    const passed = await check(composer, { ...given, operations: [withoutIt] });
    expect(told(passed, 'Breaking changes')).toEqual([
      'WARNING',
      'HUB043 warning `LockerLeg.events(last:)` is no longer taken',
    ]);
  });

  test('what was accepted without need is not kept', async () => {
    const result = await check(composer, { draft: {}, accepts: ['breaking', 'privacy'] });
    expect(result).toMatchObject({ passed: true, accepted: [] });
  });
});
