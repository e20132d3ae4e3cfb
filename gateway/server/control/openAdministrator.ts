/**
 * Sees to it that the hub has an administrator: with the public key of the settings, or with a key pair of its own.
 * Invariant: the private half is in one file for the hub's owner alone, or nowhere on this machine.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createProfile, openProfileKey, readProfile, writeProfile } from '../../identity/profile.ts';
import { ensureParticipants } from '../../registry/participants/ensureParticipants.ts';
import { ADMINISTRATOR } from '../../registry/participants/participant.ts';
import type { Store } from '../../store/openStore.ts';

export interface AdministratorOptions {
  /** The public key, 32 bytes in base64url; without one a pair is made in the data folder. */
  readonly administratorKey?: string;
  readonly dataDir?: string;
  /** Where the hub answers. */
  readonly url: string;
  /** The hub's clock, in milliseconds since the epoch. */
  readonly now: number;
}

/** Where the administrator's profile is when the hub made the key itself. */
export function administratorFile(dataDir: string): string {
  return join(dataDir, 'keys', `${ADMINISTRATOR}.json`);
}

/** Registers the administrator and its key where they are not there; without a key and without a folder there is none. */
export async function openAdministrator(store: Store, options: AdministratorOptions): Promise<void> {
  const publicKey = options.administratorKey ?? readOwnKey(options);
  if (publicKey === undefined) return;
  const administrator = { code: ADMINISTRATOR, kind: 'administrator', name: 'Administrator' } as const;
  const registration = { ...administrator, role: null, purposes: [], publicKey };
  await ensureParticipants(store, [registration], options.now);
}

function readOwnKey({ dataDir, url: hubUrl }: AdministratorOptions): string | undefined {
  if (dataDir === undefined) return undefined;
  const file = administratorFile(dataDir);
  const known = readProfile(file);
  if (known !== undefined) return openProfileKey(known).publicKey;
  const made = createProfile({ participant: ADMINISTRATOR, kind: 'administrator', hubUrl }, randomBytes(32));
  writeProfile(file, made);
  return openProfileKey(made).publicKey;
}
