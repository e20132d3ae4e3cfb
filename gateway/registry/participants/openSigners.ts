/**
 * Asks the store whose key it is, and whether something was used before.
 * Invariant: both are asked of the store each time, so that a revoked key is refused, and a replay found, by every hub.
 */
import { sql } from 'kysely';
import type { Signer, SignerSource } from '../../identity/signer.ts';
import type { Store } from '../../store/openStore.ts';

/** How often what is too old anyway is deleted, and how much older it is then: hubs' clocks differ. In milliseconds. */
const SWEEP_MS = 60_000;

/** Signers of a store that may not be open yet. `readClock` is the real clock, in milliseconds since the epoch. */
export function openSigners(readStore: () => Store | undefined, readClock: () => number): SignerSource {
  const openStore = (): Store => {
    const store = readStore();
    if (store === undefined) throw new Error('the store is not open');
    return store;
  };
  let sweptAt = readClock();
  const sweep = async (store: Store): Promise<void> => {
    const now = readClock();
    if (now - sweptAt < SWEEP_MS) return;
    sweptAt = now;
    await store
      .deleteFrom('nonces')
      .where('expires_at', '<', new Date(now - SWEEP_MS))
      .execute();
  };
  return {
    isReady: () => readStore() !== undefined,
    find: (keyId) => findSigner(openStore(), keyId),
    async takeOnce({ keyId, nonce, expiresAt }) {
      const store = openStore();
      const { rows } = await sql`
        insert into nonces (key_id, nonce, expires_at) values (${keyId}, ${nonce}, ${new Date(expiresAt)})
        on conflict do nothing returning 1`.execute(store);
      await sweep(store);
      return rows.length === 1;
    },
  };
}

async function findSigner(store: Store, keyId: string): Promise<Signer | undefined> {
  const row = await store
    .selectFrom('participant_keys as k')
    .innerJoin('participants as p', 'p.code', 'k.participant')
    .select(['p.code', 'p.kind', 'p.role', 'p.purposes', 'k.public_key', 'k.revoked_at'])
    .where('k.id', '=', keyId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { code, kind, role, purposes, public_key: publicKey, revoked_at: revokedAt } = row;
  return { code, kind, role, purposes, keyId, publicKey, isRevoked: revokedAt !== null };
}
