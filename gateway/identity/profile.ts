/**
 * A profile: one participant, one key of it, and the hub that it speaks to, as a file of its owner's.
 * Invariant: the file holds a private key, so it is written for its owner's eyes only, and not read when others can read it.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readOwn } from '../base/ownRecord.ts';
import { createKeyPair, keyIdOf } from './keyPair.ts';

export interface Profile {
  /** Code of the participant, as `hive-box`. */
  readonly participant: string;
  readonly kind: 'operator' | 'platform' | 'mediator' | 'administrator';
  readonly keyId: string;
  /** 32 secret bytes, base64url. */
  readonly privateKey: string;
  /** Where the hub is, as `http://127.0.0.1:4000`. */
  readonly hubUrl: string;
}

/** A profile that cannot be used: which file, why, and what to do. */
export class BadProfile extends Error {}

export const PROFILE_KINDS: readonly Profile['kind'][] = [
  'operator',
  'platform',
  'mediator',
  'administrator',
];

/** A profile with the key of 32 secret bytes. */
export function createProfile(
  { participant, kind, hubUrl }: Pick<Profile, 'participant' | 'kind' | 'hubUrl'>,
  seed: Uint8Array,
): Profile {
  const { id: keyId } = createKeyPair(seed);
  return { participant, kind, keyId, privateKey: Buffer.from(seed).toString('base64url'), hubUrl };
}

/** The key pair of a profile. */
export function openProfileKey({ privateKey }: Profile) {
  return createKeyPair(Buffer.from(privateKey, 'base64url'));
}

/** Writes a profile over any earlier one, whole or not at all; its folder is made when it is not there. */
export function writeProfile(file: string, profile: Profile): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const waiting = `${file}.${randomUUID()}`;
  try {
    writeFileSync(waiting, `${JSON.stringify(profile, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(waiting, file);
  } catch (error) {
    rmSync(waiting, { force: true });
    throw error;
  }
}

/** The profile in a file; undefined when there is no such file. Throws a `BadProfile` for one that cannot be used. */
export function readProfile(file: string): Profile | undefined {
  let text: string;
  try {
    const { mode } = statSync(file);
    // Windows tells no such modes.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new BadProfile(
        `the profile \`${file}\` holds a private key and can be read by others; \`chmod 600 ${file}\`, and make a new key if somebody may have seen it`,
      );
    }
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof BadProfile) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new BadProfile(`the profile \`${file}\` cannot be read`);
  }
  const profile = readText(text);
  if (profile !== undefined) return profile;
  throw new BadProfile(`the profile \`${file}\` is damaged; make a new one with \`hub profile new\``);
}

function readText(text: string): Profile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const [participant, keyId, privateKey, hubUrl] = ['participant', 'keyId', 'privateKey', 'hubUrl'].map(
    (key) => readOwn(value, key),
  );
  const kind = PROFILE_KINDS.find((each) => each === readOwn(value, 'kind'));
  if (kind === undefined || typeof participant !== 'string' || typeof hubUrl !== 'string') return undefined;
  if (typeof privateKey !== 'string' || !/^[\w-]{43}$/.test(privateKey)) return undefined;
  const profile = { participant, kind, keyId: String(keyId), privateKey, hubUrl };
  // A key under another's name would be refused by the hub without anybody seeing why.
  return keyIdOf(openProfileKey(profile).publicKey) === keyId ? profile : undefined;
}
