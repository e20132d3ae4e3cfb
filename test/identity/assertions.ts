/** Assertions and token requests for tests, made by a library and not by the hub's own code. */
import { type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { ASSERTION_TYPE } from '../../gateway/identity/signAssertion.ts';
import { testKey } from '../support/controlAs.ts';

export interface Parts {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: KeyObject;
}

export const nowS = () => Math.floor(Date.now() / 1_000);

/** Cainiao's assertion, made by a library, but for the parts given; a claim that is undefined is left out. */
export async function assertion({
  header,
  claims,
  key = testKey('cainiao').privateKey,
}: Parts = {}): Promise<string> {
  const all = {
    iss: 'cainiao',
    sub: 'cainiao',
    aud: 'tracking-hub',
    exp: nowS() + 60,
    jti: randomUUID(),
    ...claims,
  };
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new SignJWT(kept)
    .setProtectedHeader({ alg: 'EdDSA', kid: testKey('cainiao').id, ...header })
    .sign(key);
}

/** The form of a token request with an assertion. */
export function formOf(text: string, more: Readonly<Record<string, string>> = {}): string {
  const form = {
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: text,
    ...more,
  };
  return new URLSearchParams(form).toString();
}

export const good = async (scope = 'RECIPIENT_NOTICE ORDER_STATUS') => formOf(await assertion(), { scope });

/** Sends a form to the token endpoint of a hub. */
export async function askTokenOf(url: string, form: string, type = 'application/x-www-form-urlencoded') {
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: form,
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

/** Good claims of Cainiao's. */
export const claims = () => ({
  iss: 'cainiao',
  sub: 'cainiao',
  aud: 'tracking-hub',
  exp: nowS() + 60,
  jti: randomUUID(),
});
/** With another participant's key, under its own id. */
export const signedBy = (code: string, more: Parts = {}): Parts => ({
  ...more,
  key: testKey(code).privateKey,
  header: { kid: testKey(code).id, ...more.header },
});
