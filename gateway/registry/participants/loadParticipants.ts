/**
 * Loads participants with their keys: all, one, or those that changed after a revision.
 * Invariant: one statement, so that what it tells is how things were at one time.
 */
import { groupBy } from '../../base/groupBy.ts';
import type { StoreTransaction } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';
import type { Participant, ParticipantKey } from './participant.ts';

/** Which participants. */
export interface ParticipantFilter {
  readonly code?: string;
  /** Those of which anything changed after this revision; each comes whole. */
  readonly since?: number;
}

/** Participants in the order of their codes. */
export async function loadParticipants(
  store: Store | StoreTransaction,
  { code, since }: ParticipantFilter = {},
): Promise<readonly Participant[]> {
  let query = store
    .selectFrom('participants as p')
    .leftJoin('participant_keys as k', 'k.participant', 'p.code')
    .select(['p.code', 'p.kind', 'p.name', 'p.role', 'p.purposes', 'p.registered_at'])
    .select(['k.id', 'k.public_key', 'k.added_at', 'k.revoked_at'])
    .orderBy('p.code')
    .orderBy('k.added_at')
    .orderBy('k.id');
  if (code !== undefined) query = query.where('p.code', '=', code);
  if (since !== undefined) {
    query = query.where((where) =>
      where.or([
        where('p.revision', '>', since),
        where.exists(
          where
            .selectFrom('participant_keys as changed')
            .select('changed.id')
            .whereRef('changed.participant', '=', 'p.code')
            .where('changed.revision', '>', since),
        ),
      ]),
    );
  }
  const byCode = groupBy(await query.execute(), (row) => row.code);
  return [...byCode.values()].flatMap(readRows);
}

/** One participant; undefined where there is none of that code. */
export async function loadParticipant(
  store: Store | StoreTransaction,
  code: string,
): Promise<Participant | undefined> {
  const [participant] = await loadParticipants(store, { code });
  return participant;
}

interface Row extends Pick<Participant, 'code' | 'kind' | 'name' | 'role' | 'purposes'> {
  readonly registered_at: Date;
  readonly id: string | null;
  readonly public_key: string | null;
  readonly added_at: Date | null;
  readonly revoked_at: Date | null;
}

/** The participant of rows that differ in their keys only. */
function readRows(rows: readonly Row[]): readonly Participant[] {
  return rows.slice(0, 1).map(({ code, kind, name, role, purposes, registered_at }) => ({
    code,
    kind,
    name,
    role,
    purposes,
    registeredAt: registered_at.getTime(),
    keys: rows.flatMap(readKey),
  }));
}

function readKey({ code, id, public_key, added_at, revoked_at }: Row): readonly ParticipantKey[] {
  if (id === null || public_key === null || added_at === null) return [];
  return [
    {
      id,
      participant: code,
      publicKey: public_key,
      addedAt: added_at.getTime(),
      revokedAt: revoked_at?.getTime() ?? null,
    },
  ];
}
