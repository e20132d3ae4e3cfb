/**
 * `hub token`: asks the hub for a token as a platform and prints it alone, for `$(hub token ...)`.
 * Invariant: nothing but the token goes to `out`, so what is pasted into a header is a token or nothing.
 */
import { randomUUID } from 'node:crypto';
import { readOwn } from '../../base/ownRecord.ts';
import { printableText } from '../../base/printableText.ts';
import { quote } from '../../base/quote.ts';
import { openProfileKey } from '../../identity/profile.ts';
import { writeTokenForm } from '../../identity/signAssertion.ts';
import { chooseProfile, listProfiles, type NamedProfile } from '../profile/profileFolder.ts';
import { askHub, readHubUrl } from './askHub.ts';
import { EXIT, type Format, Refusal, type Terminal, writeResult } from './terminal.ts';

export interface TokenOptions {
  readonly platform: string;
  readonly purpose?: readonly string[];
  readonly profile?: string;
  readonly format: Format;
}

/** The hub by its name, wherever it is: proxies change addresses. */
const AUDIENCE = 'tracking-hub';

/** Prints a token. Throws a `Refusal` when the hub cannot be reached or issues none. */
export async function printToken(
  terminal: Terminal,
  { platform, purpose = [], profile: named, format }: TokenOptions,
): Promise<void> {
  const { profile } = findPlatform(terminal, platform, named);
  const hubUrl = readHubUrl(terminal.env, profile.hubUrl);
  const key = openProfileKey(profile);
  const assertion = { key, platform, audience: AUDIENCE, now: Date.now(), id: randomUUID() };
  const answer = await askHub({ hubUrl, path: '/oauth/token', body: writeTokenForm(assertion, purpose) });
  const token = answer['access_token'];
  if (typeof token !== 'string' || !TOKEN.test(token)) {
    throw new Refusal(printableText(readReason(answer)), EXIT.problems);
  }
  writeResult(terminal, format, answer, token);
}

/** The profile that is named, or one of the platform's: the one of its own name comes first. */
function findPlatform(terminal: Terminal, platform: string, named: string | undefined): NamedProfile {
  if (named !== undefined) {
    const chosen = chooseProfile(terminal, named);
    if (chosen.profile.participant === platform) return chosen;
    throw new Refusal(
      `the profile ${quote(named)} is of \`${chosen.profile.participant}\`, which signs for itself only; leave \`--profile\` out`,
    );
  }
  const own = listProfiles(terminal).filter(({ profile }) => profile.participant === platform);
  const found = own.find(({ name }) => name === platform) ?? own[0];
  if (found !== undefined) return found;
  const known = listProfiles(terminal).filter(({ profile }) => profile.kind === 'platform');
  const help =
    known.length > 0
      ? `there are profiles of ${known.map(({ profile }) => profile.participant).join(', ')}`
      : 'run this where the data folder of `npm start` is, set HUB_PROFILES_DIR, or make one with `hub profile new`';
  throw new Refusal(`there is no profile of the platform ${quote(platform)}; ${help}`);
}

/** What a header can carry (RFC 6750): no line break, no escape sequence. */
const TOKEN = /^[\w.~+/-]+=*$/;

/** Why there is no token, in the words of the hub: OAuth's, or those of its other answers, as while it starts. */
function readReason(answer: Readonly<Record<string, unknown>>): string {
  const reason =
    answer['error_description'] ?? answer['error'] ?? readOwn(readOwn(answer['errors'], '0'), 'message');
  if (typeof reason !== 'string') return 'the answer has no token';
  // The hub speaks of OAuth's parameters; whoever types a command knows its options.
  return reason.replace('`scope`', '`--purpose`');
}
