/** A hub as an operator sees it, with a clock, keys and faults of the test's own, and operators that verify it. */
import { randomBytes, sign } from 'node:crypto';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSignatureSync, type SignatureParameters } from 'http-message-sig';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { GrantSubject } from '../../gateway/base/grant.ts';
import { createGrantIssuer } from '../../gateway/identity/issueGrant.ts';
import { createSigningKey, type SigningKey } from '../../gateway/identity/signingKey.ts';
import { createRequestSigner } from '../../gateway/identity/signRequest.ts';
import { defineOperator, type Grant, startOperator } from '../../subgraphs/kit/index.ts';

export type Headers = Record<string, string | string[]>;

export const BODY = JSON.stringify({ query: '{ _service { sdl } }' });
export const ENTITIES = JSON.stringify({
  query: 'query Legs($r: [_Any!]!) { _entities(representations: $r) { ... on CourierLeg { waybill } } }',
  variables: { r: [{ __typename: 'CourierLeg', operator: { code: 'swift' }, waybill: 'W1' }] },
});
export const SUBJECT = {
  platform: 'cainiao',
  purpose: 'ORDER_STATUS',
  agreement: { id: 'swift--cainiao', version: 2 },
} as const satisfies GrantSubject;

/** The keys and the clock of one hub. */
export interface TestSigner {
  readonly grantKey: SigningKey;
  readonly requestKey: SigningKey;
  grant(operator?: string, subject?: GrantSubject): string;
  headers(
    body?: string,
    more?: { operator?: string; grant?: GrantSubject; target?: string },
  ): Promise<Headers>;
}

/** A hub's signer; its clock is some seconds ahead of the operator's. */
export function testSigner({ aheadS = 0, keys }: { aheadS?: number; keys?: TestSigner } = {}): TestSigner {
  const readClock = () => Date.now() + aheadS * 1_000;
  const grantKey = keys?.grantKey ?? createSigningKey('grant', randomBytes(32));
  const requestKey = keys?.requestKey ?? createSigningKey('request', randomBytes(32));
  const issueGrant = createGrantIssuer({ key: grantKey, readClock });
  const signRequest = createRequestSigner({ key: requestKey, issueGrant, readClock });
  return {
    grantKey,
    requestKey,
    grant: (operator = 'swift', subject = SUBJECT) => issueGrant(operator, subject),
    headers: async (body = BODY, { operator = 'swift', grant = SUBJECT, target = '/graphql' } = {}) => ({
      'content-type': 'application/json',
      ...(await signRequest({ operator, grant, method: 'POST', target, body })),
    }),
  };
}

/** What a signature made with the library covers and says; the hub's own profile where nothing is given. */
export interface LibrarySignature {
  readonly components?: readonly string[];
  readonly parameters?: SignatureParameters;
  readonly label?: string;
  readonly key?: SigningKey;
  readonly method?: string;
  readonly target?: string;
}

export const COMPONENTS = ['@method', '@path', '@query', 'content-digest', 'authorization'];

/** Signs what the hub signs with another implementation of RFC 9421, which lets everything be otherwise. */
export function signWithLibrary(hub: TestSigner, headers: Headers, options: LibrarySignature = {}): Headers {
  const { components = COMPONENTS, label = 'hub', key = hub.requestKey } = options;
  const { method = 'POST', target = '/graphql', parameters = parametersOf(key) } = options;
  const fields = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('signature') ? [] : [value].flat().map((text) => ({ name, value: text })),
  );
  const message = { kind: 'request', method, targetUri: `http://127.0.0.1${target}`, fields } as const;
  const signer = {
    algorithm: 'ed25519',
    sign: (base: Uint8Array) => sign(null, base, key.privateKey),
  };
  const made = createSignatureSync(message, { components, parameters, label, signer });
  return { ...headers, 'signature-input': made.signatureInput, signature: made.signature };
}

/** Signs as the hub's key would if the hub wrote just these parameters: each component with the value it has, or none. */
export function signAsWritten(hub: TestSigner, headers: Headers, params: string): Headers {
  const values: Record<string, unknown> = {
    ...headers,
    '@method': 'POST',
    '@path': '/graphql',
    '@query': '?',
  };
  const [list = ''] = params.split(')');
  const names = [...list.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name);
  const base = [...names.map((name) => `"${name}": ${values[name]}`), `"@signature-params": ${params}`].join(
    '\n',
  );
  const signature = sign(null, Buffer.from(base), hub.requestKey.privateKey).toString('base64');
  return { ...headers, 'signature-input': `hub=${params}`, signature: `hub=:${signature}:` };
}

export function parametersOf(key: SigningKey): SignatureParameters {
  const created = Math.floor(Date.now() / 1_000);
  const nonce = randomBytes(16).toString('base64url');
  return { created, expires: created + 15, nonce, keyid: key.id, alg: 'ed25519', tag: 'tracking-hub' };
}

/** Is told how to end what was started. */
export type OnEnd = (end: () => Promise<void>) => void;

/** The key set of a hub, at an address; what it gives may change, and it may be down. */
export async function startJwks({ grantKey, requestKey }: TestSigner, onEnd: OnEnd = onTestFinished) {
  let keys: readonly object[] | undefined = [grantKey.publicJwk, requestKey.publicJwk];
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    if (keys === undefined) response.writeHead(503).end();
    else response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onEnd(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    requests: () => requests,
    /** Gives these keys from now on; undefined for none at all. */
    give(next: readonly object[] | undefined) {
      keys = next;
    },
  };
}

/** An operator that verifies, with its log and the grants that its code has seen. */
export async function startVerifying(hubJwksUrl: string, code = 'swift', onEnd: OnEnd = onTestFinished) {
  const lines: string[] = [];
  const grants: (Grant | null)[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const operator = defineOperator({
    code,
    role: 'courier',
    legs: async (waybills, { grant }) => {
      grants.push(grant);
      return waybills.map((waybill) => ({ waybill }));
    },
  });
  const running = await startOperator(operator, { hubJwksUrl, logger });
  onEnd(() => running.stop());
  const requests = () => lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
  return { url: running.url, requests, grants, log: () => lines.join('') };
}

export interface SentAnswer {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/** Sends a request as it is: any method, any target, headers twice. */
export function send(
  url: string,
  headers: Headers,
  body = BODY,
  { method = 'POST', target = '/graphql' } = {},
): Promise<SentAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(target, url), { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => {
        const { data, errors } = text.startsWith('{') ? JSON.parse(text) : {};
        const { message, extensions } = errors?.[0] ?? {};
        const { statusCode = 0 } = response;
        resolve({ status: statusCode, code: extensions?.code, message, headers: response.headers, data });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** As a test compares it: `200`, or `401 SIGNATURE_INVALID`. */
export function outcome({ status, code }: SentAnswer): string {
  return code === undefined ? String(status) : `${status} ${code}`;
}

/** A hub, its key set and an operator that verifies. */
export async function startVerifyingNetwork(onEnd: OnEnd = onTestFinished) {
  const hub = testSigner();
  const jwks = await startJwks(hub, onEnd);
  const operator = await startVerifying(jwks.url, 'swift', onEnd);
  return { hub, jwks, operator };
}

export type VerifyingNetwork = Awaited<ReturnType<typeof startVerifyingNetwork>>;
