/**
 * Reads the signature of a request to the control API: one signature over exactly four components, with exactly six
 * parameters; components and parameters may come in any order. Invariant: what can be read in two ways is not read at all.
 */
import { COMPONENTS, CONTROL_TAG, type SignedParts, writeBase } from './controlProfile.ts';

/** A signature that is well formed; nothing of it is verified. */
export interface ControlSignature {
  readonly keyId: string;
  /** In seconds since the epoch. */
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  readonly signature: Buffer;
  /** The bytes that were signed, put together from the request. */
  readonly base: Buffer;
}

const LABEL = /^([a-z*][a-z0-9_.*-]{0,40})=\(([^()]{1,200})\)(;[^()]{1,600})$/;
const PARAMETER = /;([a-z]{1,10})=(?:(0|[1-9]\d{0,14})|"([\x20\x21\x23-\x5b\x5d-\x7e]*)")/gy;
const SIGNATURE = /^([a-z*][a-z0-9_.*-]{0,40})=:([A-Za-z0-9+/]{86}==):$/;
const KEY_ID = /^[A-Za-z0-9_-]{43}$/;
const NONCE = /^[A-Za-z0-9_-]{16,64}$/;
const PARAMETERS = ['alg', 'created', 'expires', 'keyid', 'nonce', 'tag'];

/** The signature in the two headers, or a sentence that says what of them is not as it must be. */
export function readControlSignature(
  signatureInput: string,
  signatureHeader: string,
  parts: SignedParts,
): ControlSignature | string {
  const [, label, list = '', ending = ''] = LABEL.exec(signatureInput) ?? [];
  if (label === undefined) return 'the `signature-input` header must hold one signature over four components';
  const components = list.split(' ').map((component) => /^"([a-z@-]{1,40})"$/.exec(component)?.[1] ?? '');
  if (components.length !== COMPONENTS.length || !COMPONENTS.every((name) => components.includes(name))) {
    return `the signature must cover ${COMPONENTS.join(', ')} and nothing else`;
  }
  const parameters = readParameters(ending);
  if (typeof parameters === 'string') return parameters;
  const [, signatureLabel, encoded = ''] = SIGNATURE.exec(signatureHeader) ?? [];
  if (signatureLabel !== label)
    return 'the `signature` header must hold the one signature of `signature-input`';
  const base = writeBase(components, parts, signatureInput.slice(label.length + 1));
  return { ...parameters, signature: Buffer.from(encoded, 'base64'), base };
}

function readParameters(
  text: string,
): Pick<ControlSignature, 'keyId' | 'created' | 'expires' | 'nonce'> | string {
  const found = new Map<string, string | number>();
  let end = 0;
  for (const match of text.matchAll(PARAMETER)) {
    const [whole, name = '', integer, string = ''] = match;
    if (found.has(name)) return `the signature has two parameters \`${name}\``;
    found.set(name, integer === undefined ? string : Number(integer));
    end += whole.length;
  }
  if (end !== text.length || [...found.keys()].sort().join() !== PARAMETERS.join()) {
    return `the signature must have the parameters ${PARAMETERS.join(', ')} and no other`;
  }
  const [alg, created, expires, keyId, nonce, tag] = PARAMETERS.map((name) => found.get(name));
  if (alg !== 'ed25519') return 'the signature must be one of `alg="ed25519"`';
  if (tag !== CONTROL_TAG) return `the signature must have \`tag="${CONTROL_TAG}"\``;
  if (typeof created !== 'number' || typeof expires !== 'number') {
    return '`created` and `expires` must be whole seconds since the epoch';
  }
  if (typeof keyId !== 'string' || !KEY_ID.test(keyId)) return '`keyid` must be the thumbprint of a key';
  if (typeof nonce !== 'string' || !NONCE.test(nonce)) {
    return '`nonce` must be 16 to 64 letters, digits, hyphens or underscores';
  }
  return { keyId, created, expires, nonce };
}
