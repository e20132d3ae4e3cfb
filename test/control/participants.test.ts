/** Participants and their keys over the control API: who may change what, and what stays as it is. */

import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../gateway/control/controlModule.ts';
import { createControlSchema } from '../../gateway/control/createControlSchema.ts';
import { ensureParticipants } from '../../gateway/registry/participants/ensureParticipants.ts';
import { loadParticipants } from '../../gateway/registry/participants/loadParticipants.ts';
import { participantModule } from '../../gateway/registry/participants/participantModule.ts';
import { createControlExecutor } from '../../gateway/server/control/executeControl.ts';
import { readRevision } from '../../gateway/store/changeNetwork.ts';
import { ENGINES, type TestStore } from '../store/engines.ts';
import { testKey, testRegistration } from '../support/controlAs.ts';

const NOW = Date.parse('2017-06-01T12:00:00+08:00');
const REGISTER =
  'mutation ($p: ParticipantInput!) { registerParticipant(participant: $p) { code kind role purposes registeredAt keys { id } } }';

const ADD =
  'mutation ($key: String!, $of: ID) { addKey(publicKey: $key, participant: $of) { id participant revokedAt } }';
const REVOKE = 'mutation ($id: ID!) { revokeKey(id: $id) { id participant revokedAt } }';

const zto = {
  code: 'zto',
  kind: 'OPERATOR',
  name: 'ZTO Express',
  role: 'COURIER',
  publicKey: testKey('zto').publicKey,
};

describe.each(ENGINES)('participants on $name', ({ open }) => {
  let opened: TestStore;
  let confirmed: number[] = [];
  beforeAll(async () => {
    opened = await open();
    await ensureParticipants(
      opened.store,
      [
        testRegistration('administrator', 'administrator'),
        testRegistration('hive-box', 'operator', 'locker'),
        testRegistration('cainiao', 'platform'),
        testRegistration('state-post-bureau', 'mediator'),
      ],
      NOW,
    );
  });
  afterAll(() => opened?.close());

  /** Asks as a participant, with its first key or another. */
  async function ask(code: string, query: string, variables: Record<string, unknown> = {}, nr = 0) {
    const { store } = opened;
    const participant = (await loadParticipants(store, { code }))[0];
    if (participant === undefined) throw new Error(`no ${code}`);
    const { kind, role } = participant;
    const actor: Actor = { code, kind, role, keyId: testKey(code, nr).id };
    const execute = createControlExecutor(
      createControlSchema([participantModule({ store })]),
      pino({ level: 'silent' }),
    );
    confirmed = [];
    const confirm = async (revision: number) => void confirmed.push(revision);
    const { body } = await execute({ query, variables }, { actor, now: NOW, confirm });
    // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
    const { data, errors } = body as { data?: any; errors?: any };
    return { data, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message ?? '' };
  }

  test('the administrator registers an operator, which every hub hears of before it is answered', async () => {
    const before = await readRevision(opened.store);
    const { data } = await ask('administrator', REGISTER, { p: zto });
    expect(data.registerParticipant).toEqual({
      code: 'zto',
      kind: 'OPERATOR',
      role: 'COURIER',
      purposes: [],
      registeredAt: '2017-06-01T04:00:00.000Z',
      keys: [{ id: testKey('zto').id }],
    });
    expect(confirmed).toEqual([before + 1]);
    expect(await loadParticipants(opened.store, { since: before })).toMatchObject([{ code: 'zto' }]);
  });

  test('registering the same again changes nothing, and another under its code is refused', async () => {
    const again = await ask('administrator', REGISTER, { p: zto });
    expect(again.data.registerParticipant.code).toBe('zto');
    const other = await ask('administrator', REGISTER, { p: { ...zto, name: 'Another' } });
    expect([other.code, other.message]).toEqual(['CONFLICT', expect.stringContaining('`zto` already')]);
  });

  test.each(['hive-box', 'cainiao', 'state-post-bureau'])('%s registers nobody', async (code) => {
    const { data, ...refused } = await ask(code, REGISTER, { p: { ...zto, code: 'sf-express' } });
    expect(refused).toEqual({ code: 'FORBIDDEN', message: expect.stringContaining('administrator') });
    expect(data).toBeNull();
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['a code with capitals', { code: 'STO' }, /the code `STO` is not possible/],
    ['a code with digits first', { code: '1-sto' }, /is not possible/],
    ['the code of the hub', { code: 'tracking-hub' }, /taken by the hub itself/],
    ['the code that audits ask as', { code: 'audit' }, /taken by the hub itself/],
    ['another administrator', { code: 'boss', kind: 'ADMINISTRATOR', role: null }, /one administrator/],
    ['an operator without a role', { role: null }, /an operator needs a role/],
    ['a platform with a role', { kind: 'PLATFORM' }, /only operators have a role/],
    ['a platform without purposes', { kind: 'PLATFORM', role: null }, /a platform needs purposes/],
    [
      'a platform with a purpose that there is not',
      { kind: 'PLATFORM', role: null, purposes: ['SPYING'] },
      /no purpose `SPYING`/,
    ],
    ['an operator with purposes', { purposes: ['ORDER_STATUS'] }, /only platforms have purposes/],
    ['a name of two lines', { name: 'STO\nExpress' }, /printable letters on one line/],
    ['no key', { publicKey: '' }, /is no public key/],
    ['a key that is short', { publicKey: 'AAAA' }, /is no public key/],
    ['a key under which anybody can sign', { publicKey: 'A'.repeat(43) }, /is no public key/],
  ])('%s is not registered', async (_, change, message) => {
    const p = { ...zto, code: 'sto', publicKey: testKey('sto').publicKey, ...change };
    const refused = await ask('administrator', REGISTER, { p });
    expect([refused.code, refused.message]).toEqual(['BAD_USER_INPUT', expect.stringMatching(message)]);
    expect(await loadParticipants(opened.store, { code: String(p.code) })).toEqual([]);
  });

  test('a key of somebody else is nobody else’s', async () => {
    const p = { ...zto, code: 'sto', publicKey: testKey('hive-box').publicKey };
    const refused = await ask('administrator', REGISTER, { p });
    expect([refused.code, refused.message]).toEqual(['CONFLICT', expect.stringContaining('`hive-box`')]);
    const added = await ask('cainiao', ADD, { key: testKey('hive-box').publicKey });
    expect(added.code).toBe('CONFLICT');
  });

  test('a participant adds and revokes keys of its own, and of nobody else', async () => {
    const key = testKey('hive-box', 1);
    expect((await ask('cainiao', ADD, { key: key.publicKey, of: 'hive-box' })).code).toBe('FORBIDDEN');
    const added = await ask('hive-box', ADD, { key: key.publicKey });
    expect(added.data.addKey).toEqual({ id: key.id, participant: 'hive-box', revokedAt: null });
    expect((await ask('hive-box', ADD, { key: key.publicKey })).data.addKey.id).toBe(key.id);
    expect((await ask('cainiao', REVOKE, { id: key.id })).code).toBe('FORBIDDEN');
    const revoked = await ask('hive-box', REVOKE, { id: key.id });
    expect(revoked.data.revokeKey.revokedAt).toBe(new Date(NOW).toISOString());
    expect((await ask('hive-box', ADD, { key: key.publicKey })).code).toBe('CONFLICT');
    expect((await ask('hive-box', REVOKE, { id: 'none' })).code).toBe('NOT_FOUND');
  });

  test('a change under a key that has been revoked meanwhile is refused', async () => {
    const refused = await ask('hive-box', ADD, { key: testKey('hive-box', 2).publicKey }, 1);
    expect([refused.code, refused.message]).toEqual([
      'FORBIDDEN',
      expect.stringContaining('just been revoked'),
    ]);
  });

  test('the last key is for the administrator to revoke, who alone can let its owner in again', async () => {
    const { id } = testKey('state-post-bureau');
    const own = await ask('state-post-bureau', REVOKE, { id });
    expect([own.code, own.message]).toEqual(['FORBIDDEN', expect.stringContaining('ask the administrator')]);
    expect((await ask('administrator', REVOKE, { id })).data.revokeKey.id).toBe(id);
    const next = testKey('state-post-bureau', 1);
    const again = { key: next.publicKey, of: 'state-post-bureau' };
    expect((await ask('administrator', ADD, again)).data.addKey.id).toBe(next.id);
    const last = await ask('administrator', REVOKE, { id: testKey('administrator').id });
    expect([last.code, last.message]).toEqual([
      'FORBIDDEN',
      expect.stringContaining('add another one first'),
    ]);
  });

  test('of two that revoke the two keys of one participant at once, one is refused', async () => {
    const [first, second] = [testKey('cainiao'), testKey('cainiao', 1)];
    await ask('cainiao', ADD, { key: second.publicKey });
    const results = await Promise.all([
      ask('cainiao', REVOKE, { id: first.id }),
      ask('cainiao', REVOKE, { id: second.id }, 1),
    ]);
    expect(results.filter(({ code }) => code === 'FORBIDDEN')).toHaveLength(1);
    const [cainiao] = await loadParticipants(opened.store, { code: 'cainiao' });
    expect(cainiao?.keys.filter(({ revokedAt }) => revokedAt === null)).toHaveLength(1);
  });

  test('what is there is not written again, and a revoked key does not come back', async () => {
    const before = await readRevision(opened.store);
    await ensureParticipants(opened.store, [testRegistration('state-post-bureau', 'mediator')], NOW);
    expect(await readRevision(opened.store)).toBe(before);
    await ensureParticipants(
      opened.store,
      [{ ...testRegistration('zto', 'operator'), publicKey: testKey('zto', 1).publicKey }],
      NOW,
    );
    const changed = await loadParticipants(opened.store, { since: before });
    expect(changed.map(({ code, keys }) => [code, keys.length])).toEqual([['zto', 2]]);
  });
});
