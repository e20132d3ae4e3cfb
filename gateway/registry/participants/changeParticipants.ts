/**
 * Writes participants and their keys, inside a change of the network.
 * Invariants: a key belongs to one participant for ever; a key that was revoked never holds again.
 */
import { keyIdOf } from '../../identity/keyPair.ts';
import type { StoreTransaction } from '../../store/changeNetwork.ts';
import type { Registration } from './participant.ts';

/** What every change is made with. */
export interface ParticipantChange {
  readonly transaction: StoreTransaction;
  readonly revision: number;
  /** The hub's clock, milliseconds since the epoch. */
  readonly now: number;
}

/** Adds participants with their first keys. Rejects where a code or a key is taken. */
export async function insertParticipants(
  { transaction, revision, now }: ParticipantChange,
  registrations: readonly Registration[],
): Promise<void> {
  if (registrations.length === 0) return;
  await transaction
    .insertInto('participants')
    .values(
      registrations.map(({ publicKey: _, ...registration }) => ({
        ...registration,
        registered_at: new Date(now),
        revision,
      })),
    )
    .execute();
  await insertKeys({ transaction, revision, now }, registrations);
}

/** Adds keys. Rejects where one is taken. */
export async function insertKeys(
  { transaction, revision, now }: ParticipantChange,
  keys: readonly Pick<Registration, 'code' | 'publicKey'>[],
): Promise<void> {
  if (keys.length === 0) return;
  await transaction
    .insertInto('participant_keys')
    .values(
      keys.map(({ code, publicKey }) => ({
        id: keyIdOf(publicKey),
        participant: code,
        public_key: publicKey,
        added_at: new Date(now),
        revoked_at: null,
        revision,
      })),
    )
    .execute();
}

/** Revokes a key that holds. */
export async function markRevoked(
  { transaction, revision, now }: ParticipantChange,
  keyId: string,
): Promise<void> {
  await transaction
    .updateTable('participant_keys')
    .set({ revoked_at: new Date(now), revision })
    .where('id', '=', keyId)
    .where('revoked_at', 'is', null)
    .execute();
}
