/**
 * Sees to it that the hub has an administrator: with the public key of the settings, or with a key pair of its own.
 * Invariant: the private half is in one file for the hub's owner alone, or nowhere on this machine.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  createProfile,
  openProfileKey,
  type Profile,
  readProfile,
  writeProfile,
} from '../../identity/profile.ts';
import { ensureParticipants } from '../../registry/participants/ensureParticipants.ts';
import { ADMINISTRATOR } from '../../registry/participants/participant.ts';
import type { Store } from '../../store/openStore.ts';
import { BadKey } from '../readKey.ts';

export interface AdministratorOptions {
  /** The public key, 32 bytes in base64url; without one a pair is made in the folder of keys. */
  readonly administratorKey?: string;
  readonly keysDir: string | undefined;
  /** Where the hub answers. */
  readonly url: string;
  /** The hub's clock, in milliseconds since the epoch. */
  readonly now: number;
}

/** Where the administrator's profile is when the hub made the key itself. */
export function administratorFile(keysDir: string): string {
  return join(keysDir, `${ADMINISTRATOR}.json`);
}

/** Registers the administrator and its key where they are not there; without a key and without a folder there is none. */
export async function openAdministrator(store: Store, options: AdministratorOptions): Promise<void> {
  const publicKey = options.administratorKey ?? readOwnKey(options);
  if (publicKey === undefined) return;
  const administrator = { code: ADMINISTRATOR, kind: 'administrator', name: 'Administrator' } as const;
  const registration = { ...administrator, role: null, purposes: [], publicKey };
  await ensureParticipants(store, [registration], options.now);
}

function readOwnKey({ keysDir, url: hubUrl }: AdministratorOptions): string | undefined {
  if (keysDir === undefined) return undefined;
  const file = administratorFile(keysDir);
  const known = readProfile(file) ?? makeProfile(file, hubUrl);
  return openProfileKey(known).publicKey;
}

/** Of hubs that start at once on one folder, one makes the profile and all read it: a link fails where the file exists. */
function makeProfile(file: string, hubUrl: string): Profile {
  const made = createProfile({ participant: ADMINISTRATOR, kind: 'administrator', hubUrl }, randomBytes(32));
  const waiting = `${file}.${randomUUID()}`;
  try {
    writeProfile(waiting, made);
    linkSync(waiting, file);
    return made;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const theirs = code === 'EEXIST' ? readProfile(file) : undefined;
    if (theirs !== undefined) return theirs;
    throw new BadKey(
      `the administrator has no key, and \`${file}\` cannot be made (${code}): set HUB_ADMINISTRATOR_KEY to the public key that \`hub profile new administrator --participant administrator --kind administrator\` prints`,
    );
  } finally {
    rmSync(waiting, { force: true });
  }
}
