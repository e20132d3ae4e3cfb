/** Requests to the control API as a test wants them: signed by us, signed by a library, sent as they are. */
import { randomBytes, sign } from 'node:crypto';
import { request } from 'node:http';
import { createSignatureSync, type SignatureParameters } from 'http-message-sig';
import { digestBody } from '../../gateway/identity/control/controlProfile.ts';
import { signControl } from '../../gateway/identity/control/signControl.ts';
import type { KeyPair } from '../../gateway/identity/keyPair.ts';
import { type ControlReply, readReply, testKey } from '../support/controlAs.ts';

export const TARGET = '/control/graphql';
export const COMPONENTS = ['@method', '@path', '@query', 'content-digest'];
export const BODY = JSON.stringify({ query: '{ me { code } }' });

export type Headers = Record<string, string | string[]>;

export interface Sent {
  readonly body?: string;
  readonly method?: string;
  readonly target?: string;
}

/** Sends a request as it is: headers twice, no body at all. */
export function sendTo(
  url: string,
  headers: Headers,
  { body = BODY, method = 'POST', target = TARGET }: Sent = {},
) {
  return new Promise<ControlReply>((resolve, reject) => {
    const sent = request(new URL(target, url), { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(readReply(response.statusCode ?? 0, text)));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** As a test compares it: `200`, or `401 UNSIGNED`. */
export const outcome = ({ status, code }: ControlReply) =>
  code === undefined ? `${status}` : `${status} ${code}`;

/** Headers as the command signs them. */
export function signed(
  code = 'hive-box',
  { aheadS = 0, ...more }: Sent & { aheadS?: number; nr?: number } = {},
): Headers {
  const { body = BODY, method = 'POST', target = TARGET } = more;
  const options = {
    key: testKey(code, more.nr),
    now: Date.now() + aheadS * 1_000,
    nonce: randomBytes(16).toString('base64url'),
  };
  return {
    'content-type': 'application/json',
    ...signControl({ method, target, body: Buffer.from(body) }, options),
  };
}

export interface Written {
  readonly key?: KeyPair;
  readonly keyId?: string;
  readonly components?: readonly string[];
  readonly parameters?: SignatureParameters;
}

/** Headers that a library signs, which lets everything be otherwise. */
export function signedByLibrary({
  key = testKey('hive-box'),
  keyId = key.id,
  ...more
}: Written = {}): Headers {
  const created = Math.floor(Date.now() / 1_000);
  const typical = {
    created,
    expires: created + 30,
    nonce: randomBytes(16).toString('base64url'),
    keyid: keyId,
    alg: 'ed25519',
    tag: 'tracking-hub-control',
  };
  const { components = COMPONENTS, parameters } = more;
  const fields = [
    { name: 'content-type', value: 'application/json' },
    { name: 'content-digest', value: digestBody(Buffer.from(BODY)) },
  ];
  const message = {
    kind: 'request',
    method: 'POST',
    targetUri: `http://127.0.0.1${TARGET}`,
    fields,
  } as const;
  const signer = {
    algorithm: 'ed25519',
    sign: (base: Uint8Array) => sign(null, base, key.privateKey),
  };
  const made = createSignatureSync(message, {
    components,
    parameters: { ...typical, ...parameters },
    label: 'control',
    signer,
  });
  return {
    ...Object.fromEntries(fields.map(({ name, value }) => [name, value])),
    'signature-input': made.signatureInput,
    signature: made.signature,
  };
}
