/** The part of the control API that is about participants and their keys. */
import { controlSdl } from '../../../schema/control.ts';
import type { ControlContext, ControlModule } from '../../control/controlModule.ts';
import type { Change } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';
import { addKey } from './addKey.ts';
import { loadParticipant, loadParticipants } from './loadParticipants.ts';
import type { Participant, ParticipantKey, ParticipantKind, Registration } from './participant.ts';
import { registerParticipant } from './registerParticipant.ts';
import { revokeKey } from './revokeKey.ts';

/** A participant as the API writes it. */
interface ParticipantInput {
  readonly code: string;
  readonly kind: Uppercase<ParticipantKind>;
  readonly name: string;
  readonly role?: 'COURIER' | 'LOCKER' | null;
  readonly purposes?: readonly string[] | null;
  readonly publicKey: string;
}

/** Participants and keys of a store. */
export function participantModule({ store }: { readonly store: Store }): ControlModule {
  return {
    sdl: controlSdl('participants'),
    resolvers: {
      Query: {
        me: async (_, __, { actor }) => writeOne(await loadParticipant(store, actor.code)),
        participants: async (_, { kind }: { readonly kind?: Uppercase<ParticipantKind> | null }) =>
          (await loadParticipants(store)).map(writeParticipant).filter((each) => !kind || each.kind === kind),
        participant: async (_, { code }: { readonly code: string }) =>
          writeOne(await loadParticipant(store, code)),
        hubClock: (_, __, { now }) => writeTime(now),
      },
      Mutation: {
        registerParticipant: async (
          _,
          { participant }: { readonly participant: ParticipantInput },
          context: ControlContext,
        ) => {
          const change = registerParticipant(store, context.actor, readInput(participant), context.now);
          return writeParticipant(await confirmed(change, context));
        },
        addKey: async (
          _,
          given: { readonly publicKey: string; readonly participant?: string | null },
          context: ControlContext,
        ) => {
          const participant = given.participant ?? context.actor.code;
          const key = { participant, publicKey: given.publicKey };
          return writeKey(await confirmed(addKey(store, context.actor, key, context.now), context));
        },
        revokeKey: async (_, { id }: { readonly id: string }, context: ControlContext) =>
          writeKey(await confirmed(revokeKey(store, context.actor, id, context.now), context)),
      },
    },
  };
}

async function confirmed<Result>(change: Promise<Change<Result>>, context: ControlContext): Promise<Result> {
  const { revision, result } = await change;
  await context.confirm(revision);
  return result;
}

function readInput({ kind, role, purposes, ...same }: ParticipantInput): Registration {
  return {
    ...same,
    kind: kind.toLowerCase() as ParticipantKind,
    role: role ? (role.toLowerCase() as 'courier' | 'locker') : null,
    purposes: purposes ?? [],
  };
}

function writeOne(participant: Participant | undefined) {
  return participant === undefined ? null : writeParticipant(participant);
}

function writeParticipant({ kind, role, registeredAt, keys, ...same }: Participant) {
  return {
    ...same,
    kind: kind.toUpperCase(),
    role: role === null ? null : role.toUpperCase(),
    registeredAt: writeTime(registeredAt),
    keys: keys.map(writeKey),
  };
}

function writeKey({ addedAt, revokedAt, ...same }: ParticipantKey) {
  return {
    ...same,
    addedAt: writeTime(addedAt),
    revokedAt: revokedAt === null ? null : writeTime(revokedAt),
  };
}

function writeTime(time: number): string {
  return new Date(time).toISOString();
}
