/**
 * `announceLegs` of the control API. Invariants: an operator announces its own legs and nobody else's, by a key that holds when they are stored; what is counted as accepted
 * is stored; a call of any size leaves other requests their turn.
 */
import { controlSdl } from '../../../schema/control.ts';
import type { Role } from '../../../schema/network.ts';
import { mapInSlices } from '../../base/mapInSlices.ts';
import { type Actor, type ControlModule, refuse } from '../../control/controlModule.ts';
import type { DirectoryStore, LegAnnouncement } from '../../store/directoryStore.ts';
import type { Store } from '../../store/openStore.ts';
import { readLegContract } from './legContract.ts';
import { type AnnouncementContext, type LegFailure, readAnnouncement } from './readAnnouncement.ts';

/** How many legs one call may bring. */
export const MAX_LEGS = 5_000;
/** After so many legs others have their turn: some milliseconds. */
const SLICE = 250;

export interface LegModuleOptions {
  readonly store: Store;
  readonly directory: Pick<DirectoryStore, 'announce'>;
  /** The operators' clock, milliseconds since the epoch, where it is ahead of the hub's: nothing is announced from after it. */
  readonly readOperatorsNow?: (() => number) | undefined;
}

interface AnnounceArguments {
  readonly legs: readonly Readonly<Record<string, unknown>>[];
}

/** The module over a store. */
export function createLegModule({ store, directory, readOperatorsNow }: LegModuleOptions): ControlModule {
  return {
    sdl: controlSdl('legs'),
    resolvers: {
      Mutation: {
        async announceLegs(_, { legs }: AnnounceArguments, { actor, now }) {
          const role = refuseOthers(actor);
          if (legs.length > MAX_LEGS) {
            const count = legs.length.toLocaleString('en');
            throw refuse(
              'BAD_USER_INPUT',
              `the call brings ${count} legs; ${MAX_LEGS.toLocaleString('en')} at most: send them in several calls`,
            );
          }
          const platforms = await readPlatforms(store, actor);
          const latest = Math.max(now, readOperatorsNow?.() ?? now);
          const context = { operator: actor.code, contract: readLegContract(role), platforms, now: latest };
          const { taken, failures } = await readAll(legs, context);
          if (taken.length > 0) {
            const legs = latest > now ? taken.map((leg) => byHubClock(leg, now)) : taken;
            await directory.announce(legs, actor.keyId);
            // A key that was revoked meanwhile has announced nothing: that is said, too.
            await readPlatforms(store, actor);
          }
          return { accepted: taken.length, failures };
        },
      },
    },
  };
}

function refuseOthers({ code, kind, role }: Actor): Role {
  if (kind === 'operator' && role !== null) return role;
  throw refuse('FORBIDDEN', `\`${code}\` is no operator; only an operator announces legs, and its own`);
}

/** The registered platforms. Throws for an operator that is not registered, or a key that is revoked meanwhile. */
async function readPlatforms(store: Store, { code, role, keyId }: Actor): Promise<ReadonlySet<string>> {
  const rows = await store
    .selectFrom('participants as p')
    .leftJoin('participant_keys as k', (join) =>
      join.onRef('k.participant', '=', 'p.code').on('k.id', '=', keyId).on('k.revoked_at', 'is', null),
    )
    .select(['p.code', 'p.kind', 'p.role', 'k.id'])
    .where((or) => or.or([or('p.kind', '=', 'platform'), or('p.code', '=', code)]))
    .execute();
  const own = rows.find((row) => row.code === code);
  if (own?.kind !== 'operator' || own.role !== role || own.id === null) {
    throw refuse(
      'FORBIDDEN',
      `the operator \`${code}\` is not registered, or its key is revoked; ask whoever runs the hub`,
    );
  }
  return new Set(rows.filter(({ kind }) => kind === 'platform').map((row) => row.code));
}

/** What operators whose clock is ahead tell of has happened by now: a parcel that is accepted only later is in no floor. */
function byHubClock(leg: LegAnnouncement, now: number): LegAnnouncement {
  const cut = (time: string | null) =>
    time !== null && Date.parse(time) > now ? new Date(now).toISOString() : time;
  return { ...leg, acceptedAt: cut(leg.acceptedAt), finalAt: cut(leg.finalAt) };
}

interface ReadLegs {
  readonly taken: readonly LegAnnouncement[];
  readonly failures: readonly (LegFailure & { readonly index: number })[];
}

async function readAll(
  legs: readonly Readonly<Record<string, unknown>>[],
  context: AnnouncementContext,
): Promise<ReadLegs> {
  const taken: LegAnnouncement[] = [];
  const failures: (LegFailure & { readonly index: number })[] = [];
  await mapInSlices(legs, SLICE, (input, index) => {
    const read = readAnnouncement(input, context);
    if ('leg' in read) taken.push(read.leg);
    else failures.push({ ...read.failure, index });
  });
  return { taken, failures };
}
