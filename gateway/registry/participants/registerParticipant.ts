/** Registers a participant. Invariant: only the administrator does; nobody is ever registered over another. */
import { quote } from '../../base/quote.ts';
import { type Actor, refuse } from '../../control/controlModule.ts';
import { keyIdOf } from '../../identity/keyPair.ts';
import { type Change, changeNetwork } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';
import { insertParticipants } from './changeParticipants.ts';
import { checkRegistration } from './checkRegistration.ts';
import { findKey } from './findKey.ts';
import { holdActor } from './holdActor.ts';
import { loadParticipant } from './loadParticipants.ts';
import type { Participant, Registration } from './participant.ts';

/** The participant, new or as it was registered before with just this. Throws a refusal. */
export async function registerParticipant(
  store: Store,
  actor: Actor,
  registration: Registration,
  now: number,
): Promise<Change<Participant>> {
  if (actor.kind !== 'administrator') {
    throw refuse('FORBIDDEN', `only the administrator registers participants; \`${actor.code}\` does not`);
  }
  const wrong = checkRegistration(registration);
  if (wrong !== undefined) throw refuse('BAD_USER_INPUT', wrong);
  const { code, publicKey } = registration;
  return changeNetwork(store, async (transaction, revision) => {
    await holdActor(transaction, actor);
    const known = await loadParticipant(transaction, code);
    if (known !== undefined) {
      if (isSame(known, registration)) return known;
      throw refuse('CONFLICT', `there is a participant ${quote(code)} already, and it is another one`);
    }
    const key = await findKey(transaction, keyIdOf(publicKey));
    if (key !== undefined) {
      throw refuse(
        'CONFLICT',
        `the key is one of \`${key.participant}\`; each participant needs keys of its own`,
      );
    }
    await insertParticipants({ transaction, revision, now }, [registration]);
    const registered = await loadParticipant(transaction, code);
    if (registered === undefined) throw new Error(`${code} was registered, and is not there`);
    return registered;
  });
}

function isSame(known: Participant, { kind, name, role, purposes, publicKey }: Registration): boolean {
  return (
    known.kind === kind &&
    known.name === name &&
    known.role === role &&
    known.purposes.join() === purposes.join() &&
    known.keys.some((key) => key.publicKey === publicKey && key.revokedAt === null)
  );
}
