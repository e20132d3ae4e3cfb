/** `hub profile list`, `show` and `use`. Invariant: no private key is ever printed. */

import { quote } from '../../base/quote.ts';
import { openProfileKey } from '../../identity/profile.ts';
import { type Format, Refusal, type Terminal, writeResult } from '../hub/terminal.ts';
import {
  chooseProfile,
  findProfile,
  findProfileFolder,
  listProfiles,
  type NamedProfile,
  readDefault,
  writeDefault,
} from './profileFolder.ts';

export interface ShowOptions {
  readonly format: Format;
}

/** Lists profiles; the default has a star. */
export function listAllProfiles(terminal: Terminal, { format }: ShowOptions): void {
  const chosen = readDefault(terminal);
  const profiles = listProfiles(terminal).map((named) => ({
    ...describe(named),
    isDefault: named.name === chosen,
  }));
  const lines = profiles.map(
    ({ name, participant, kind, hubUrl, isDefault }) =>
      `${isDefault ? '*' : ' '} ${name.padEnd(20)} ${kind.padEnd(13)} ${participant.padEnd(20)} ${hubUrl}`,
  );
  const folder = findProfileFolder(terminal);
  const text =
    lines.length === 0
      ? `no profiles in ${folder}; make one with \`hub profile new NAME --participant CODE\``
      : lines.join('\n');
  writeResult(terminal, format, profiles, text);
}

/** Shows one profile: the named one, else the one that commands use. */
export function showProfile(terminal: Terminal, name: string | undefined, { format }: ShowOptions): void {
  const shown = describe(chooseProfile(terminal, name));
  const lines = Object.entries(shown).map(([key, value]) => `${key.padEnd(12)} ${value}`);
  writeResult(terminal, format, shown, lines.join('\n'));
}

/** Makes a profile the one that commands use. Throws a `Refusal` when there is none of that name. */
export function useProfile(terminal: Terminal, name: string, { format }: ShowOptions): void {
  const found = findProfile(terminal, name);
  if (found === undefined) {
    const known = listProfiles(terminal).map((each) => each.name);
    const help = known.length === 0 ? 'make it with `hub profile new`' : `there are ${known.join(', ')}`;
    throw new Refusal(`there is no profile ${quote(name)}; ${help}`);
  }
  writeDefault(terminal, name);
  const sentence = `commands sign as ${found.profile.participant} from now on, with the profile ${name}; see \`hub key list\``;
  writeResult(terminal, format, describe(found), sentence);
}

function describe({ name, file, profile }: NamedProfile) {
  const { participant, kind, hubUrl, keyId } = profile;
  return { name, participant, kind, hubUrl, keyId, publicKey: openProfileKey(profile).publicKey, file };
}
