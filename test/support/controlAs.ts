/** Asks the control API of a hub as a participant of a test, whose key is made of its code. */
import { createHash, randomUUID } from 'node:crypto';
import { signControl } from '../../gateway/identity/control/signControl.ts';
import { createKeyPair, type KeyPair } from '../../gateway/identity/keyPair.ts';
import type { ParticipantKind, Registration } from '../../gateway/registry/participants/participant.ts';
import { PURPOSES } from '../../schema/privacy.ts';

/** The key of a test's participant; `nr` tells several of one apart. */
export function testKey(code: string, nr = 0): KeyPair {
  return createKeyPair(createHash('sha256').update(`${code} ${nr}`).digest());
}

/** A participant of a test, as it is registered: a platform may ask for everything. */
export function testRegistration(
  code: string,
  kind: ParticipantKind,
  role: 'courier' | 'locker' | null = kind === 'operator' ? 'courier' : null,
): Registration {
  const purposes = kind === 'platform' ? PURPOSES : [];
  return { code, kind, name: code, role, purposes, publicKey: testKey(code).publicKey };
}

export interface ControlReply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly data: any;
  /** `extensions.code` of the first error. */
  readonly code: string | undefined;
  readonly message: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly errors: any;
}

/** Sends a signed operation. */
export async function askControl(
  hubUrl: string,
  key: Pick<KeyPair, 'id' | 'privateKey'>,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<ControlReply> {
  const target = '/control/graphql';
  const body = JSON.stringify({ query, variables });
  const signed = signControl(
    { method: 'POST', target, body: Buffer.from(body) },
    { key, now: Date.now(), nonce: randomUUID() },
  );
  const response = await fetch(`${hubUrl}${target}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed },
    body,
  });
  return readReply(response.status, await response.text());
}

/** What an answer of the control API holds. */
export function readReply(status: number, text: string): ControlReply {
  const { data, errors } = text.startsWith('{') ? JSON.parse(text) : {};
  const { message, extensions } = errors?.[0] ?? {};
  return { status, data, code: extensions?.code, message, errors };
}
