/** What a check finds for people and for agreements, and beside each finding the nearest publication that passes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeInWorker, type NetworkComposer } from '../../gateway/supergraph/composeInWorker.ts';
import { check, own, PERSONAL, section, told } from './checkSupport.ts';
import { agreementOf, sdlOf } from './support.ts';

let composer: NetworkComposer;
beforeAll(() => {
  composer = composeInWorker();
});
afterAll(() => composer.close());

describe('what changes for people', () => {
  test.each<[from: string, to: string, finding: RegExp | undefined, status: string]>([
    [
      PERSONAL,
      '@operational',
      /^HUB044 error `LockerLeg.hiveBox_opener` is labelled `@operational`, was `@personal/,
      'FAILED',
    ],
    [PERSONAL, '@personal(category: IDENTITY, subject: SENDER)', /^HUB044 error/, 'FAILED'],
    ['@operational', PERSONAL, /^HUB044 warning/, 'WARNING'],
    [PERSONAL, PERSONAL, undefined, 'PASSED'],
  ])('a label from %s to %s', async (from, to, finding, status) => {
    const before = sdlOf('hive-box', { extension: own(from) });
    const draft = { sdl: sdlOf('hive-box', { extension: own(to) }) };
    const result = await check(composer, { before, draft });
    expect(told(result, 'Privacy changes')).toEqual([
      status,
      ...(finding ? [expect.stringMatching(finding)] : []),
    ]);
    expect(result.passed).toBe(status !== 'FAILED');
    const accepted = await check(composer, { before, draft, accepts: ['privacy'] });
    expect([accepted.passed, accepted.accepted]).toEqual([true, status === 'FAILED' ? ['privacy'] : []]);
    // One does not stand for the other.
    expect((await check(composer, { before, draft, accepts: ['breaking'] })).passed).toBe(
      status !== 'FAILED',
    );
  });

  test('a field that an agreement shares already is newly provided', async () => {
    const before = sdlOf('hive-box', { omit: ['LockerLeg.pickupCode', 'LockerLeg.deadline'] });
    const documents = [
      agreementOf(
        'hive-box',
        'status: ParcelStatus @share deadline: DateTime @share(as: DATE) pickupCode: String @share(for: [RECIPIENT_NOTICE])',
      ),
    ];
    const result = await check(composer, { before, draft: {}, documents });
    expect(result.passed).toBe(true);
    expect(told(result, 'Privacy changes')).toEqual([
      'WARNING',
      'HUB045 warning `LockerLeg.deadline` is newly shared by `hive-box--cainiao@1` as masked DATE',
      'HUB045 warning `LockerLeg.pickupCode` is newly shared by `hive-box--cainiao@1` as CLEAR',
    ]);
    const nothingShared = await check(composer, {
      before,
      draft: {},
      documents: [agreementOf('hive-box', 'status: ParcelStatus @share')],
    });
    expect(told(nothingShared, 'Privacy changes')).toEqual(['PASSED']);
  });

  test('masks that the operator stops to apply', async () => {
    const result = await check(composer, { draft: { sdl: sdlOf('hive-box', { masks: false }) } });
    expect(told(result, 'Privacy changes')).toEqual([
      'WARNING',
      expect.stringMatching(/^HUB047 .*`CN_PHONE`/),
    ]);
  });
});

describe('agreements', () => {
  const before = sdlOf('hive-box', { extension: own('@operational') });
  const documents = [agreementOf('hive-box', 'status: ParcelStatus @share hiveBox_opener: String @share')];

  test('one that would have errors is told, and refuses', async () => {
    const draft = { sdl: sdlOf('hive-box', { extension: own('@operational', 'Int') }) };
    const result = await check(composer, { before, draft, documents });
    expect(result.passed).toBe(false);
    expect(told(result, 'Agreements')).toEqual([
      'FAILED',
      expect.stringMatching(
        /^HUB046 error `hive-box--cainiao@1` would no longer hold: `LockerLeg.hiveBox_opener` is restated/,
      ),
    ]);
    const accepted = await check(composer, { before, draft, documents, accepts: ['breaking'] });
    expect([accepted.passed, accepted.accepted]).toEqual([true, ['breaking']]);
  });

  test('one that is broken already does not keep its operator from publishing', async () => {
    const broken = [agreementOf('hive-box', 'statuses: ParcelStatus @share')];
    const result = await check(composer, { before, draft: { sdl: before }, documents: broken });
    expect(told(result, 'Agreements')).toEqual(['PASSED']);
  });

  test('a field of its own that goes is named', async () => {
    const result = await check(composer, { before, draft: {}, documents });
    expect(result.passed).toBe(true);
    expect(section(result, 'Agreements').notes).toContain(
      'hive-box--cainiao@1 shares what is no longer provided: LockerLeg.hiveBox_opener',
    );
  });
});
