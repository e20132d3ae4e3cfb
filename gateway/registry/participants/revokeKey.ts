/**
 * Revokes a key. Invariant: nobody locks itself out: a participant's last key is for the administrator to revoke, and the
 * administrator's own last key for nobody.
 */
import { quote } from '../../base/quote.ts';
import { type Actor, refuse } from '../../control/controlModule.ts';
import { type Change, changeNetwork } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';
import { markRevoked } from './changeParticipants.ts';
import { findKey } from './findKey.ts';
import { holdActor } from './holdActor.ts';
import { loadParticipant } from './loadParticipants.ts';
import type { ParticipantKey } from './participant.ts';

/** The key, revoked now or before. Throws a refusal. */
export async function revokeKey(
  store: Store,
  actor: Actor,
  id: string,
  now: number,
): Promise<Change<ParticipantKey>> {
  return changeNetwork(store, async (transaction, revision) => {
    await holdActor(transaction, actor);
    const key = await findKey(transaction, id);
    if (key === undefined)
      throw refuse('NOT_FOUND', `there is no key with the id ${quote(id)}; \`hub key list\` shows the ids`);
    if (key.participant !== actor.code && actor.kind !== 'administrator') {
      throw refuse('FORBIDDEN', `the key ${quote(id)} is not one of \`${actor.code}\`; each revokes its own`);
    }
    if (key.revokedAt !== null) return key;
    const owner = await loadParticipant(transaction, key.participant);
    const isLast = owner?.keys.every((other) => other.id === id || other.revokedAt !== null) ?? true;
    if (isLast && key.participant === actor.code) throw refuseLast(actor);
    await markRevoked({ transaction, revision, now }, id);
    return { ...key, revokedAt: now };
  });
}

function refuseLast({ code, kind }: Actor) {
  const help =
    kind === 'administrator'
      ? 'add another one first'
      : 'add another one first, or ask the administrator to revoke it: afterwards only the administrator can let you in again';
  return refuse('FORBIDDEN', `it is the last key of \`${code}\`; ${help}`);
}
