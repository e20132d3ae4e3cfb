/** `hub profile new`: makes a key pair and keeps it. Invariant: the private half goes into the profile's file and nowhere else. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { operatorPrefix } from '../../base/operatorPrefix.ts';
import { quote } from '../../base/quote.ts';
import { createProfile, openProfileKey, type Profile, writeProfile } from '../../identity/profile.ts';
import { DEFAULT_URL, readHubUrl } from '../hub/askHub.ts';
import { EXIT, type Format, Refusal, type Terminal, writeResult } from '../hub/terminal.ts';
import { profileFile } from './profileFolder.ts';

export interface NewProfileOptions {
  readonly participant: string;
  readonly kind: Profile['kind'];
  readonly hub?: string;
  readonly format: Format;
}

/** Makes a profile and prints the public key to hand over. Throws a `Refusal` when there is one of that name. */
export function makeProfile(terminal: Terminal, name: string, options: NewProfileOptions): void {
  const { participant, kind, hub, format } = options;
  const file = profileFile(terminal, name);
  if (existsSync(file)) {
    const help = 'its key would be lost; choose another name, or change its key with `hub key add`';
    throw new Refusal(`there is a profile ${quote(name)} already; ${help}`, EXIT.problems);
  }
  if (operatorPrefix(participant) === undefined) {
    throw new Refusal(
      `the code ${quote(participant)} is not possible; lower-case words with hyphens are, as \`sf-express\``,
    );
  }
  const hubUrl = readHubUrl(hub === undefined ? terminal.env : {}, hub ?? DEFAULT_URL);
  const profile = createProfile({ participant, kind, hubUrl }, randomBytes(32));
  writeProfile(file, profile);
  const { publicKey } = openProfileKey(profile);
  const { keyId } = profile;
  writeResult(
    terminal,
    format,
    { name, participant, kind, hubUrl, file, keyId, publicKey },
    [
      `made a key pair of ${participant}; the profile ${name} keeps the private half, in ${file}`,
      `hand the public half to the administrator of ${hubUrl}:`,
      `  ${publicKey}`,
      'who registers it with',
      `  ${writeRegistration(profile, publicKey)}`,
      'then try',
      `  hub key list --profile ${name}`,
    ].join('\n'),
  );
}

function writeRegistration({ participant, kind }: Profile, publicKey: string): string {
  const more = {
    operator: ' --role courier',
    platform: ' --purpose ORDER_STATUS',
    mediator: '',
    administrator: '',
  };
  return `hub participant register ${participant} --kind ${kind}${more[kind]} --name NAME --key ${publicKey} --profile administrator`;
}
