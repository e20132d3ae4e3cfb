/** Finds a key by its id, whoever's it is and whether it holds or not. */

import type { StoreTransaction } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';
import type { ParticipantKey } from './participant.ts';

/** The key; undefined where no participant ever had it. */
export async function findKey(
  store: Store | StoreTransaction,
  id: string,
): Promise<ParticipantKey | undefined> {
  const row = await store.selectFrom('participant_keys').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const { participant, public_key: publicKey, added_at: addedAt, revoked_at: revokedAt } = row;
  return {
    id,
    participant,
    publicKey,
    addedAt: addedAt.getTime(),
    revokedAt: revokedAt?.getTime() ?? null,
  };
}
