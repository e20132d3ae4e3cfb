/** Asks a hub for a token as a platform of a test, whose key is made of its code. */
import { randomUUID } from 'node:crypto';
import { writeTokenForm } from '../../gateway/identity/signAssertion.ts';
import { testKey } from './controlAs.ts';

/** The form with which a platform of a test asks for a token. */
export function writeTestForm(platform: string, purposes: readonly string[]): URLSearchParams {
  const key = testKey(platform);
  return writeTokenForm(
    { key, platform, audience: 'tracking-hub', now: Date.now(), id: randomUUID() },
    purposes,
  );
}

/** A token of a hub that knows the platform by its test's key. */
export async function requestToken(
  url: string,
  platform: string,
  purposes: readonly string[],
): Promise<string> {
  const body = writeTestForm(platform, purposes);
  const response = await fetch(`${url}/oauth/token`, { method: 'POST', body });
  const answer = (await response.json()) as { readonly access_token?: string };
  if (answer.access_token === undefined) throw new Error(`no token: ${JSON.stringify(answer)}`);
  return answer.access_token;
}
