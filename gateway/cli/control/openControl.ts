/**
 * Speaks to the control API of a hub with a profile's key. Invariant: each request is signed anew; what the hub refuses is
 * told in its own words, made safe to print.
 */
import { randomUUID, sign } from 'node:crypto';
import { readOwn } from '../../base/ownRecord.ts';
import { printableText } from '../../base/printableText.ts';
import { printProblems } from '../../base/printProblems.ts';
import type { Problem } from '../../base/problem.ts';
import { signControl } from '../../identity/control/signControl.ts';
import { openProfileKey } from '../../identity/profile.ts';
import { askHub, readHubUrl, targetOf } from '../hub/askHub.ts';
import { EXIT, Refusal, type Terminal } from '../hub/terminal.ts';
import { chooseProfile, type NamedProfile } from '../profile/profileFolder.ts';
import type { ControlClient, OpenControl } from './controlClient.ts';

const PATH = '/control/graphql';

/** Opens the profile that `--profile`, HUB_PROFILE or the default names. Throws a `Refusal` when there is none. */
export const openControl: OpenControl = async (terminal, { profile }) =>
  connectProfile(terminal, chooseProfile(terminal, profile));

/** A client with the key of a profile. */
export function connectProfile(terminal: Terminal, { profile }: NamedProfile): ControlClient {
  const { participant, kind, keyId } = profile;
  const key = openProfileKey(profile);
  const hubUrl = readHubUrl(terminal.env, profile.hubUrl);
  return {
    participant,
    kind,
    keyId,
    hubUrl,
    sign: (bytes) => sign(null, bytes, key.privateKey).toString('base64url'),
    async ask<Data>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Data> {
      const body = JSON.stringify({ query, variables });
      const target = targetOf({ hubUrl, path: PATH });
      const request = { method: 'POST', target, body: Buffer.from(body) };
      const signed = signControl(request, { key, now: Date.now(), nonce: randomUUID() });
      const headers = { 'content-type': 'application/json', ...signed };
      const answer = await askHub({ hubUrl, path: PATH, body, headers });
      refuseErrors(terminal, answer['errors']);
      return answer['data'] as Data;
    },
  };
}

/** Throws a `Refusal` in the hub's own words, once the problems behind it are shown. */
function refuseErrors(terminal: Terminal, errors: unknown): void {
  if (!Array.isArray(errors) || errors.length === 0) return;
  const problems = errors.flatMap((error) => readProblems(readOwn(readOwn(error, 'extensions'), 'problems')));
  if (problems.length > 0) terminal.err.write(`${printProblems(problems)}\n\n`);
  const sentences = errors.map((error) =>
    printableText(String(readOwn(error, 'message') ?? 'no reason given')),
  );
  const shown = new Set(problems.map(({ message }) => printableText(message)));
  const rest = [...new Set(sentences)].filter((sentence) => !shown.has(sentence));
  throw new Refusal(rest.length === 0 ? 'nothing was changed' : rest.join('; '), EXIT.problems);
}

function readProblems(value: unknown): readonly Problem[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (each) => typeof readOwn(each, 'code') === 'string' && typeof readOwn(each, 'message') === 'string',
  );
}
