/** Signed chains for tests: each party with a key of its own. */
import { sign } from 'node:crypto';
import { hashRecord } from '../../../gateway/agreements/life/hashRecord.ts';
import type {
  LifeEvent,
  LifeStep,
  SignedRecord,
  StepBodies,
} from '../../../gateway/agreements/life/lifeStep.ts';
import type { PartyKey, PartyKeys } from '../../../gateway/agreements/life/verifyRecord.ts';
import { writeRecord } from '../../../gateway/agreements/life/writeRecord.ts';
import { createSigningKey } from '../../../gateway/identity/signingKey.ts';
import { MEDIATOR, OPERATOR, PLATFORM, START } from './support.ts';

/** A key of a participant, always the same one for the same number. */
export function keyOf(participant: string, number = 1) {
  const seed = Buffer.alloc(32, `${participant} ${number}`);
  const { id, privateKey, publicJwk } = createSigningKey('request', seed);
  const party: PartyKey = { id, participant, publicKey: publicJwk.x, addedAt: START, revokedAt: null };
  return {
    id,
    party,
    signText: (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  };
}

export const KEYS: PartyKeys = new Map(
  [OPERATOR, PLATFORM, MEDIATOR, 'jd', 'zto'].map((code) => [keyOf(code).id, keyOf(code).party]),
);

/** Signs a step as its actor, or with the key that is given. */
export function signStep(step: LifeStep, key = keyOf(step.actor)): SignedRecord {
  const record = writeRecord(step);
  return { record, signature: key.signText(record), keyId: key.id };
}

type Turn = { readonly [Event in LifeEvent]: readonly [Event, actor: string, StepBodies[Event]] }[LifeEvent];

/** Puts steps into a chain, an hour apart, and signs each. */
export function chainOf(turns: readonly Turn[], pair = `${OPERATOR}--${PLATFORM}`): readonly SignedRecord[] {
  const records: SignedRecord[] = [];
  for (const [index, [event, actor, body]] of turns.entries()) {
    const last = records.at(-1);
    const previous = last === undefined ? null : hashRecord(last);
    const at = START + index * 3_600_000;
    records.push(signStep({ pair, seq: index + 1, previous, event, actor, at, body } as LifeStep));
  }
  return records;
}
