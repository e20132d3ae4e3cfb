/**
 * Reads the signature of a request: HTTP Message Signatures (RFC 9421) in the one profile that the hub uses. One signature
 * over exactly five components, with exactly six parameters; components and parameters may come in any order.
 * Invariant: what can be read in two ways is not read at all.
 */

/** A signature that is well formed; nothing of it is verified. */
export interface RequestSignature {
  readonly keyId: string;
  /** In seconds since the epoch. */
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  readonly signature: Buffer;
  /** The bytes that were signed, put together from the request. */
  readonly base: Buffer;
}

/** What of a request is signed. */
export interface SignedParts {
  readonly method: string;
  /** As in the request line. */
  readonly target: string;
  readonly contentDigest: string;
  readonly authorization: string;
}

const LABEL = /^([a-z*][a-z0-9_.*-]{0,40})=\(([^()]{1,200})\)(;[^()]{1,600})$/;
const PARAMETER = /;([a-z]{1,10})=(?:(0|[1-9]\d{0,14})|"([\x20\x21\x23-\x5b\x5d-\x7e]*)")/gy;
const SIGNATURE = /^([a-z*][a-z0-9_.*-]{0,40})=:([A-Za-z0-9+/]{86}==):$/;
const NONCE = /^[A-Za-z0-9_-]{16,64}$/;
const PARAMETERS = ['alg', 'created', 'expires', 'keyid', 'nonce', 'tag'];

/** The tag that tells the hub's signatures from others'. */
const TAG = 'tracking-hub';

/** The signature in the two headers, or a sentence that says what of them is not as it must be. */
export function readSignature(
  signatureInput: string,
  signatureHeader: string,
  parts: SignedParts,
): RequestSignature | string {
  const [, label, list = '', ending = ''] = LABEL.exec(signatureInput) ?? [];
  if (label === undefined) return 'the `signature-input` header must hold one signature over five components';
  const values = readValues(parts);
  const components = list.split(' ').map((component) => /^"([a-z@-]{1,40})"$/.exec(component)?.[1] ?? '');
  const isComplete =
    components.length === values.size && [...values.keys()].every((name) => components.includes(name));
  if (!isComplete) return `the signature must cover ${[...values.keys()].join(', ')} and nothing else`;
  const parameters = readParameters(ending);
  if (parameters === undefined) return `the signature must have the parameters ${PARAMETERS.join(', ')}`;
  const [, signatureLabel, encoded = ''] = SIGNATURE.exec(signatureHeader) ?? [];
  if (signatureLabel !== label)
    return 'the `signature` header must hold the one signature of `signature-input`';
  const lines = components.map((name) => `"${name}": ${values.get(name)}`);
  const params = signatureInput.slice(label.length + 1);
  const base = Buffer.from([...lines, `"@signature-params": ${params}`].join('\n'));
  return { ...parameters, signature: Buffer.from(encoded, 'base64'), base };
}

/** The components by name, each with its value as RFC 9421 writes it. */
function readValues({
  method,
  target,
  contentDigest,
  authorization,
}: SignedParts): ReadonlyMap<string, string> {
  const queryAt = target.indexOf('?');
  return new Map([
    ['@method', method],
    ['@path', queryAt === -1 ? target : target.slice(0, queryAt)],
    ['@query', queryAt === -1 ? '?' : target.slice(queryAt)],
    ['content-digest', contentDigest],
    ['authorization', authorization],
  ]);
}

function readParameters(
  text: string,
): Pick<RequestSignature, 'keyId' | 'created' | 'expires' | 'nonce'> | undefined {
  const found = new Map<string, string | number>();
  let end = 0;
  for (const match of text.matchAll(PARAMETER)) {
    const [whole, name = '', integer, string = ''] = match;
    if (found.has(name)) return undefined;
    found.set(name, integer === undefined ? string : Number(integer));
    end += whole.length;
  }
  if (end !== text.length || [...found.keys()].sort().join() !== PARAMETERS.join()) return undefined;
  const [alg, created, expires, keyId, nonce, tag] = PARAMETERS.map((name) => found.get(name));
  if (alg !== 'ed25519' || tag !== TAG || typeof keyId !== 'string') return undefined;
  if (typeof created !== 'number' || typeof expires !== 'number') return undefined;
  if (typeof nonce !== 'string' || !NONCE.test(nonce)) return undefined;
  return { keyId, created, expires, nonce };
}
