/**
 * Makes the demo's participants: every operator and platform, and a mediator, each with a key in a profile of its own.
 * Invariant: a profile that is there keeps its key; where everything is there, nothing is written.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import network from '../../../schema/demo/network.json' with { type: 'json' };
import platforms from '../../../schema/demo/platforms.json' with { type: 'json' };
import { createProfile, openProfileKey, readProfile, writeProfile } from '../../identity/profile.ts';
import { ensureParticipants } from '../../registry/participants/ensureParticipants.ts';
import type { Registration } from '../../registry/participants/participant.ts';
import type { Store } from '../../store/openStore.ts';

export interface SeedOptions {
  readonly dataDir: string;
  /** Where the hub answers. */
  readonly hubUrl: string;
  /** The hub's clock, in milliseconds since the epoch. */
  readonly now: number;
}

type Known = Omit<Registration, 'publicKey'>;

const MEDIATOR = { code: 'state-post-bureau', kind: 'mediator', name: 'State Post Bureau' } as const;

/** Registers those who are not in the store, and makes their profiles. */
export async function seedParticipants(store: Store, options: SeedOptions): Promise<void> {
  const registrations = listKnown().map((known) => ({ ...known, publicKey: readOrMakeKey(known, options) }));
  await ensureParticipants(store, registrations, options.now);
}

function listKnown(): readonly Known[] {
  return [
    ...network.operators.map(({ code, name, role }) => ({
      code,
      name,
      kind: 'operator' as const,
      role: role === 'locker' ? ('locker' as const) : ('courier' as const),
      purposes: [],
    })),
    ...platforms.platforms.map(({ code, name, purposes }) => ({
      code,
      name,
      kind: 'platform' as const,
      role: null,
      purposes,
    })),
    { ...MEDIATOR, role: null, purposes: [] },
  ];
}

/** The public key of the participant's profile. */
function readOrMakeKey({ code, kind }: Known, { dataDir, hubUrl }: SeedOptions): string {
  const file = join(dataDir, 'profiles', `${code}.json`);
  const known = readProfile(file);
  if (known !== undefined) return openProfileKey(known).publicKey;
  const made = createProfile({ participant: code, kind, hubUrl }, randomBytes(32));
  writeProfile(file, made);
  return openProfileKey(made).publicKey;
}
