/**
 * Makes sure, inside a change, that whoever asked for it still may: its key may have been revoked since the request came in.
 * Invariant: of a revocation and a change under the revoked key, the one that is committed first decides.
 */
import { type Actor, refuse } from '../../control/controlModule.ts';
import type { StoreTransaction } from '../../store/changeNetwork.ts';

/** Throws a refusal when the actor's key does not hold any more. */
export async function holdActor(
  transaction: StoreTransaction,
  { code, keyId }: Pick<Actor, 'code' | 'keyId'>,
): Promise<void> {
  const key = await transaction
    .selectFrom('participant_keys')
    .select('id')
    .where('id', '=', keyId)
    .where('participant', '=', code)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (key === undefined) {
    throw refuse('FORBIDDEN', `the key ${keyId} of \`${code}\` has just been revoked; sign with another one`);
  }
}
