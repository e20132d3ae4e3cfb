/**
 * `hub key add`, `revoke` and `list`. Invariant: a new key is on disk before the hub knows it, and becomes the profile's only
 * when the hub does, so that a command which is cut short locks nobody out.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { createProfile, openProfileKey, readProfile, writeProfile } from '../../identity/profile.ts';
import { connectProfile } from '../control/openControl.ts';
import { EXIT, type Format, Refusal, type Terminal, writeResult } from '../hub/terminal.ts';
import { chooseProfile } from './profileFolder.ts';

export interface KeyOptions {
  readonly profile?: string;
  readonly format: Format;
}

/** A key as the hub tells it. */
interface ToldKey {
  readonly id: string;
  readonly participant: string;
  readonly publicKey: string;
  readonly addedAt: string;
  readonly revokedAt: string | null;
}

const KEY = '{ id participant publicKey addedAt revokedAt }';

/** Makes a new key, has the hub take it on the old one's word, and keeps it in the profile. */
export async function addNewKey(terminal: Terminal, { profile: name, format }: KeyOptions): Promise<void> {
  const chosen = chooseProfile(terminal, name);
  const client = connectProfile(terminal, chosen);
  // What a command that was cut short has left: the hub may know it already.
  const waiting = `${chosen.file.replace(/\.json$/, '')}.next`;
  const next = readProfile(waiting) ?? createProfile(chosen.profile, randomBytes(32));
  if (!existsSync(waiting)) writeProfile(waiting, next);
  const { publicKey } = openProfileKey(next);
  try {
    await client.ask(`mutation AddKey($key: String!) { addKey(publicKey: $key) ${KEY} }`, { key: publicKey });
  } catch (error) {
    // Refused, and not merely unheard: the key is of no use.
    if (error instanceof Refusal && error.exitCode === EXIT.problems) rmSync(waiting, { force: true });
    throw error;
  }
  renameSync(waiting, chosen.file);
  const told = { participant: client.participant, keyId: next.keyId, publicKey, replaced: client.keyId };
  writeResult(
    terminal,
    format,
    told,
    [
      `${client.participant} has a new key, ${next.keyId}; the profile ${chosen.name} signs with it from now on`,
      'the old one holds until it is revoked:',
      `  hub key revoke ${client.keyId} --profile ${chosen.name}`,
    ].join('\n'),
  );
}

/** Adds a key that somebody else keeps: of the participant itself, or, for the administrator, of anybody. */
export async function addGivenKey(
  terminal: Terminal,
  publicKey: string,
  { profile, participant, format }: KeyOptions & { readonly participant?: string },
): Promise<void> {
  const client = connectProfile(terminal, chooseProfile(terminal, profile));
  const { addKey } = await client.ask<{ readonly addKey: ToldKey }>(
    `mutation AddKey($key: String!, $of: ID) { addKey(publicKey: $key, participant: $of) ${KEY} }`,
    { key: publicKey, of: participant ?? null },
  );
  writeResult(
    terminal,
    format,
    addKey,
    `the key ${addKey.id} of ${addKey.participant} holds; see \`hub key list\``,
  );
}

/** Revokes a key. */
export async function revokeOneKey(
  terminal: Terminal,
  id: string,
  { profile, format }: KeyOptions,
): Promise<void> {
  const client = connectProfile(terminal, chooseProfile(terminal, profile));
  const { revokeKey } = await client.ask<{ readonly revokeKey: ToldKey }>(
    `mutation RevokeKey($id: ID!) { revokeKey(id: $id) ${KEY} }`,
    { id },
  );
  const sentence = `the key ${id} of ${revokeKey.participant} is revoked since ${revokeKey.revokedAt}: nothing that it signs is taken any more`;
  const help =
    id === client.keyId ? '\nit is the one of this profile: make a new one with `hub profile new`' : '';
  writeResult(terminal, format, revokeKey, `${sentence}${help}`);
}

/** Lists the keys of a participant: the profile's own, or another's. */
export async function listKeys(
  terminal: Terminal,
  { profile, participant, format }: KeyOptions & { readonly participant?: string },
): Promise<void> {
  const client = connectProfile(terminal, chooseProfile(terminal, profile));
  const code = participant ?? client.participant;
  const told = await client.ask<{ readonly participant: { readonly keys: readonly ToldKey[] } | null }>(
    `query Keys($code: ID!) { participant(code: $code) { keys ${KEY} } }`,
    { code },
  );
  if (told.participant === null) throw new Refusal(`there is no participant \`${code}\``, EXIT.problems);
  const lines = told.participant.keys.map(({ id, addedAt, revokedAt }) => {
    const own = id === client.keyId ? '*' : ' ';
    return `${own} ${id}  added ${addedAt}${revokedAt === null ? '' : `, revoked ${revokedAt}`}`;
  });
  writeResult(terminal, format, told.participant.keys, lines.join('\n'));
}
