/** Participants as those see them who verify what they signed. Invariant: plain data; a key belongs to one participant. */

/** Whose key it is. */
export interface Signer {
  readonly code: string;
  readonly kind: 'operator' | 'platform' | 'mediator' | 'administrator';
  /** Set for operators. */
  readonly role: 'courier' | 'locker' | null;
  /** For platforms: what they may ask for. */
  readonly purposes: readonly string[];
  readonly keyId: string;
  /** The 32 bytes of the public key, base64url. */
  readonly publicKey: string;
  /** Nothing that it signs is taken any more. */
  readonly isRevoked: boolean;
}

/** Something that may be used once: the nonce of a request, the `jti` of an assertion. */
export interface UsedOnce {
  readonly keyId: string;
  readonly nonce: string;
  /** Until then it must not be taken again; later it is refused for its age anyway. In milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What is known of keys, and of what they have signed before. */
export interface SignerSource {
  /** False while the store is not open. */
  isReady(): boolean;
  find(keyId: string): Promise<Signer | undefined>;
  /** True for the first who takes it, on whichever hub. */
  takeOnce(used: UsedOnce): Promise<boolean>;
}
