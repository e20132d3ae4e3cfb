/**
 * Verifies that a request to the control API comes from a participant, now, as it is, and for the first time.
 * Invariant: nothing is verified in part: who is let in has signed this method, this path and this body with a key that holds.
 */
import { verify } from 'node:crypto';
import { readPublicKey } from '../keyPair.ts';
import type { Signer, SignerSource } from '../signer.ts';
import { CLOCK_SKEW_S, digestBody, LONGEST_LIFE_S } from './controlProfile.ts';
import { type ControlSignature, readControlSignature } from './readControlSignature.ts';

export type ControlRefusalCode =
  | 'UNSIGNED'
  | 'SIGNATURE_INVALID'
  | 'STALE'
  | 'NOT_YET_VALID'
  | 'KEY_UNKNOWN'
  | 'KEY_REVOKED'
  | 'REPLAYED';

/** Why a request is not let in, for its sender. */
export interface ControlRefusal {
  readonly kind: 'refused';
  readonly code: ControlRefusalCode;
  readonly message: string;
}

/** A request of which everything has been verified but that its body is the signed one, and that it is new. */
export interface VerifiedHead {
  readonly kind: 'verified';
  readonly signer: Signer;
  readonly contentDigest: string;
  readonly nonce: string;
  /** In seconds since the epoch. */
  readonly expires: number;
}

/** A request before its body has come in. */
export interface RequestHead {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly target: string;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
}

export interface ControlVerifier {
  /** Comes before the body is read, so that a stranger's body is not. Rejects when the store cannot be asked. */
  verifyHead(head: RequestHead): Promise<VerifiedHead | ControlRefusal>;
  /** Compares the body, and takes the nonce last: what is refused for anything else can be sent again. */
  acceptBody(verified: VerifiedHead, body: Uint8Array): Promise<ControlRefusal | undefined>;
}

export interface ControlVerifierOptions {
  readonly signers: SignerSource;
  /** The real clock, in milliseconds since the epoch. */
  readonly readClock: () => number;
}

const HEADERS = ['content-digest', 'signature-input', 'signature'] as const;

/** What verifies requests, for every hub that shares the store. */
export function createControlVerifier({ signers, readClock }: ControlVerifierOptions): ControlVerifier {
  return {
    async verifyHead({ method, target, rawHeaders }) {
      const headers = readHeaders(rawHeaders);
      if ('kind' in headers) return headers;
      const contentDigest = headers['content-digest'];
      const parts = { method, target, contentDigest };
      const signature = readControlSignature(headers['signature-input'], headers['signature'], parts);
      if (typeof signature === 'string') return refuse('SIGNATURE_INVALID', signature);
      const untimely = checkTime(signature, readClock());
      if (untimely !== undefined) return untimely;
      const signer = checkSigner(await signers.find(signature.keyId), signature);
      if (signer.kind === 'refused') return signer;
      const { nonce, expires } = signature;
      return { kind: 'verified', signer, contentDigest, nonce, expires };
    },

    async acceptBody({ signer, contentDigest, nonce, expires }, body) {
      if (contentDigest !== digestBody(body)) {
        return refuse(
          'SIGNATURE_INVALID',
          'the body is not the one that was signed: `content-digest` does not fit it',
        );
      }
      const expiresAt = (expires + CLOCK_SKEW_S) * 1_000;
      if (await signers.takeOnce({ keyId: signer.keyId, nonce, expiresAt })) return undefined;
      return refuse('REPLAYED', 'this very request has been taken before; sign each request anew');
    },
  };
}

function refuse(code: ControlRefusalCode, message: string): ControlRefusal {
  return { kind: 'refused', code, message };
}

type Headers = Readonly<Record<(typeof HEADERS)[number], string>>;

/** Each header once: Node joins some that are sent twice and drops others, and who signed meant one. */
function readHeaders(rawHeaders: readonly string[]): Headers | ControlRefusal {
  const found = new Map<string, string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (!(HEADERS as readonly string[]).includes(name)) continue;
    if (found.has(name)) return refuse('SIGNATURE_INVALID', `the request has two \`${name}\` headers`);
    found.set(name, rawHeaders[index + 1] ?? '');
  }
  const missing = HEADERS.filter((name) => !found.get(name));
  if (missing.length === 0) return Object.fromEntries(found) as Headers;
  return refuse(
    'UNSIGNED',
    `the request has no \`${missing.join('`, `')}\`; sign it as RFC 9421 says, or use the \`hub\` command, which does`,
  );
}

function checkTime({ created, expires }: ControlSignature, now: number): ControlRefusal | undefined {
  const nowS = Math.floor(now / 1_000);
  const clocks = `check the clock of your machine: the hub's says ${new Date(now).toISOString()}`;
  if (expires < created || expires - created > LONGEST_LIFE_S) {
    return refuse('SIGNATURE_INVALID', `a signature holds for ${LONGEST_LIFE_S} seconds at most`);
  }
  if (created > nowS + CLOCK_SKEW_S) {
    return refuse('NOT_YET_VALID', `the signature was made in the future; ${clocks}`);
  }
  if (nowS > expires + CLOCK_SKEW_S) {
    return refuse('STALE', `the signature has expired; sign each request anew, or ${clocks}`);
  }
  return undefined;
}

/** Whether the key exists and fits comes first: that a key was revoked is for its holder to hear. */
function checkSigner(
  signer: Signer | undefined,
  { base, signature }: ControlSignature,
): Signer | ControlRefusal {
  const key = signer === undefined ? undefined : readPublicKey(signer.publicKey);
  if (signer === undefined || key === undefined) {
    const help = "hand its public half to the hub's administrator";
    return refuse('KEY_UNKNOWN', `the hub knows no participant by the key that signed this; ${help}`);
  }
  if (!verify(null, base, key, signature)) {
    return refuse('SIGNATURE_INVALID', 'the signature does not fit the request');
  }
  if (!signer.isRevoked) return signer;
  const help = 'sign with another one (`hub key list` shows them)';
  return refuse('KEY_REVOKED', `the key ${signer.keyId} of \`${signer.code}\` has been revoked; ${help}`);
}
