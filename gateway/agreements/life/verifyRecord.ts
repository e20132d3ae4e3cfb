/**
 * Verifies that the actor of a record signed it. Invariant: a signature counts by a key of the actor itself, that it had when
 * it made the record, over the very bytes; whatever cannot be read does not count.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Problem } from '../../base/problem.ts';
import { quote } from '../../base/quote.ts';
import type { LifeStep, SignedRecord } from './lifeStep.ts';

/** A public key of a participant, with the time for which it signs. */
export interface PartyKey {
  readonly id: string;
  readonly participant: string;
  /** The 32 bytes of an Ed25519 public key, base64url. */
  readonly publicKey: string;
  /** Milliseconds since the epoch. */
  readonly addedAt: number;
  /** Exclusive; null while it is not revoked. */
  readonly revokedAt: number | null;
}

/** How far a record's date may be from the clock of the hub that takes it. */
export const DATE_TOLERANCE_MS = 60_000;

/** Keys by their id. */
export type PartyKeys = ReadonlyMap<string, PartyKey>;

/** What is wrong with the signature of a record whose step was read; undefined when nothing is. */
export function verifyRecord(signed: SignedRecord, step: LifeStep, keys: PartyKeys): Problem | undefined {
  const key = keys.get(signed.keyId);
  const name = `the key ${quote(signed.keyId)}`;
  if (key === undefined) return wrongKey(`${name} is not known`);
  if (key.participant !== step.actor)
    return wrongKey(`${name} is not one of ${quote(step.actor)}, in whose name the record is`);
  // Who registers a key and signs at once may date the record a little earlier than the hub dated the key.
  if (step.at < key.addedAt - DATE_TOLERANCE_MS)
    return wrongKey(`${name} was registered after the record was made`);
  if (key.revokedAt !== null && step.at >= key.revokedAt)
    return wrongKey(`${name} was revoked before the record was made`);
  if (isSignedBy(signed, key)) return undefined;
  const message = `the signature is not one by ${name} over this record`;
  return {
    code: 'HUB102',
    severity: 'error',
    message,
    help: 'have the record handed on as it was signed, byte for byte',
  };
}

function isSignedBy({ record, signature }: SignedRecord, { publicKey }: PartyKey): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  // Base64 has more than one text for the same bytes; one of them counts.
  if (bytes.length !== 64 || bytes.toString('base64url') !== signature) return false;
  const key = readPublicKey(publicKey);
  return key !== undefined && verify(null, Buffer.from(record, 'utf8'), key, bytes);
}

function readPublicKey(x: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

function wrongKey(message: string): Problem {
  return {
    code: 'HUB103',
    severity: 'error',
    message,
    help: 'sign with a registered key of the actor: `hub key list` shows them',
  };
}
