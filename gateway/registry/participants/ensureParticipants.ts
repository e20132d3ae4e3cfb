/**
 * Sees to it that participants are in the store, each with a key: the administrator at each start, those of the demo.
 * Invariant: who is there already is left as it is but for a key that is missing; a key that was revoked stays so.
 */
import { keyIdOf } from '../../identity/keyPair.ts';
import { changeNetwork } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';
import { insertKeys, insertParticipants } from './changeParticipants.ts';
import { loadParticipants } from './loadParticipants.ts';
import type { Registration } from './participant.ts';

/** Registers those who are missing, at `now` by the hub's clock; changes nothing where all are there. */
export async function ensureParticipants(
  store: Store,
  wanted: readonly Registration[],
  now: number,
): Promise<void> {
  const isComplete = findMissing(await loadParticipants(store), wanted).every(({ length }) => length === 0);
  if (isComplete) return;
  await changeNetwork(store, async (transaction, revision) => {
    // Looked at again: another hub may start at the same time.
    const [newcomers, newKeys] = findMissing(await loadParticipants(transaction), wanted);
    await insertParticipants({ transaction, revision, now }, newcomers);
    await insertKeys({ transaction, revision, now }, newKeys);
  });
}

/** Those who are not there, and those whose key is not. */
function findMissing(
  known: Awaited<ReturnType<typeof loadParticipants>>,
  wanted: readonly Registration[],
): readonly [newcomers: readonly Registration[], newKeys: readonly Registration[]] {
  const codes = new Set(known.map(({ code }) => code));
  const keys = new Set(known.flatMap((participant) => participant.keys.map(({ id }) => id)));
  return [
    wanted.filter(({ code }) => !codes.has(code)),
    wanted.filter(({ code, publicKey }) => codes.has(code) && !keys.has(keyIdOf(publicKey))),
  ];
}
