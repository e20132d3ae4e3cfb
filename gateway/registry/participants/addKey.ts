/** Adds a key to a participant. Invariant: a new key is vouched for by a key of the same participant, or the administrator. */
import { quote } from '../../base/quote.ts';
import { type Actor, refuse } from '../../control/controlModule.ts';
import { keyIdOf } from '../../identity/keyPair.ts';
import { type Change, changeNetwork } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';
import { insertKeys } from './changeParticipants.ts';
import { checkPublicKey } from './checkRegistration.ts';
import { findKey } from './findKey.ts';
import { holdActor } from './holdActor.ts';
import { loadParticipant } from './loadParticipants.ts';
import type { ParticipantKey } from './participant.ts';

/** Keys that hold at once: enough for every machine that signs, and few enough to look through. */
const MOST_KEYS = 20;

/** The key, new or as it was added before. Throws a refusal. */
export async function addKey(
  store: Store,
  actor: Actor,
  { participant: code, publicKey }: { readonly participant: string; readonly publicKey: string },
  now: number,
): Promise<Change<ParticipantKey>> {
  if (actor.code !== code && actor.kind !== 'administrator') {
    throw refuse('FORBIDDEN', `\`${actor.code}\` adds keys of its own only, not of ${quote(code)}`);
  }
  const wrong = checkPublicKey(publicKey);
  if (wrong !== undefined) throw refuse('BAD_USER_INPUT', wrong);
  const id = keyIdOf(publicKey);
  return changeNetwork(store, async (transaction, revision) => {
    await holdActor(transaction, actor);
    const participant = await loadParticipant(transaction, code);
    if (participant === undefined) throw refuse('NOT_FOUND', `there is no participant ${quote(code)}`);
    const known = await findKey(transaction, id);
    if (known !== undefined) {
      if (known.participant === code && known.revokedAt === null) return known;
      throw refuse(
        'CONFLICT',
        'this key was registered before; make a new one, each is for one participant once',
      );
    }
    if (participant.keys.filter(({ revokedAt }) => revokedAt === null).length >= MOST_KEYS) {
      throw refuse('CONFLICT', `${quote(code)} has ${MOST_KEYS} keys that hold; revoke one of them first`);
    }
    await insertKeys({ transaction, revision, now }, [{ code, publicKey }]);
    return { id, participant: code, publicKey, addedAt: now, revokedAt: null };
  });
}
