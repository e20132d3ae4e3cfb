/** The control API over HTTP, and the command's way to it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureParticipants } from '../../gateway/registry/participants/ensureParticipants.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { askControl, testKey, testRegistration } from '../support/controlAs.ts';
import { NOW, startTestHub, type TestHub } from '../support/startTestHub.ts';

let hub: TestHub;
let store: Store;
beforeAll(async () => {
  hub = await startTestHub({
    operators: [],
    legs: [],
    onStore: (opened) => {
      store = opened;
    },
  });
  await ensureParticipants(store, [testRegistration('hive-box', 'operator', 'locker')], NOW);
});
afterAll(() => hub?.stop());

test('a participant asks who it is, and what time the hub has', async () => {
  const reply = await askControl(hub.url, testKey('hive-box'), '{ me { code kind role } hubClock }');
  expect([reply.status, reply.data]).toEqual([
    200,
    { me: { code: 'hive-box', kind: 'OPERATOR', role: 'LOCKER' }, hubClock: new Date(NOW).toISOString() },
  ]);
});

test('a key that nobody registered is refused', async () => {
  const reply = await askControl(hub.url, testKey('stranger'), '{ me { code } }');
  expect([reply.status, reply.code]).toEqual([401, 'KEY_UNKNOWN']);
});
