/** Who takes part in the network, and with which keys. Invariant: plain data, as the store has it at one revision. */

export const PARTICIPANT_KINDS = ['operator', 'platform', 'mediator', 'administrator'] as const;

export type ParticipantKind = (typeof PARTICIPANT_KINDS)[number];

/** The code of the one who runs the hub. It registers participants, and nothing else. */
export const ADMINISTRATOR = 'administrator';

export interface ParticipantKey {
  /** The thumbprint of the public key (RFC 7638). */
  readonly id: string;
  /** Code of the participant whose key it is. */
  readonly participant: string;
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  /** Milliseconds since the epoch by the hub's clock, like all times here. */
  readonly addedAt: number;
  /** From then on nothing that it signs is taken; null while it holds. */
  readonly revokedAt: number | null;
}

export interface Participant {
  readonly code: string;
  readonly kind: ParticipantKind;
  readonly name: string;
  /** Set for operators. */
  readonly role: 'courier' | 'locker' | null;
  /** For platforms: what they may ask for; the first is what a request without one is for. */
  readonly purposes: readonly string[];
  readonly registeredAt: number;
  /** All there ever were, the oldest first. */
  readonly keys: readonly ParticipantKey[];
}

/** What a participant is registered as. */
export interface Registration extends Omit<Participant, 'registeredAt' | 'keys'> {
  readonly publicKey: string;
}
