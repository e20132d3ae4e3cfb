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
});
