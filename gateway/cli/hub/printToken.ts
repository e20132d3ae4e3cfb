/**
 * `hub token`: asks the hub for a token of the demo and prints it alone, for `$(hub token ...)`.
 * Invariant: nothing but the token goes to `out`, so what is pasted into a header is a token or nothing.
 */
import { readOwn } from '../../base/ownRecord.ts';
import { printableText } from '../../base/printableText.ts';
import { askHub, readHubUrl } from './askHub.ts';
import { EXIT, type Format, Refusal, type Terminal, writeResult } from './terminal.ts';

export interface TokenOptions {
  readonly platform: string;
  readonly purpose?: readonly string[];
  readonly format: Format;
}

/** Prints a token. Throws a `Refusal` when the hub cannot be reached or issues none. */
export async function printToken(
  terminal: Terminal,
  { platform, purpose = [], format }: TokenOptions,
): Promise<void> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: platform });
  if (purpose.length > 0) form.set('scope', purpose.join(' '));
  const answer = await askHub({ hubUrl: readHubUrl(terminal.env), path: '/oauth/token', body: form });
  const token = answer['access_token'];
  if (typeof token !== 'string' || !TOKEN.test(token)) {
    throw new Refusal(printableText(readReason(answer)), EXIT.problems);
  }
  writeResult(terminal, format, answer, token);
}

/** What a header can carry (RFC 6750): no line break, no escape sequence. */
const TOKEN = /^[\w.~+/-]+=*$/;

/** Why there is no token, in the words of the hub: OAuth's, or those of its other answers, as while it starts. */
function readReason(answer: Readonly<Record<string, unknown>>): string {
  const reason =
    answer['error_description'] ?? answer['error'] ?? readOwn(readOwn(answer['errors'], '0'), 'message');
  if (typeof reason !== 'string') return 'the answer has no token';
  // The hub speaks of OAuth's parameters; whoever types a command knows its options.
  return reason.replace('`client_id`', '`--platform`').replace('`scope`', '`--purpose`');
}
