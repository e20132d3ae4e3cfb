/**
 * What identity costs a request, in microseconds of CPU time: signing at the hub, verifying at the operator, and a caller's
 * token; each beside the bare operations of node:crypto and beside a library for RFC 9421. Run it alone:
 * `node --import tsx test/identity/measure.ts`. Invariant: everything is measured in one run, in turn.
 */
import { createHash, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createSignatureSync, verifySignature } from 'http-message-sig';
import { createGrantIssuer } from '../../gateway/identity/issueGrant.ts';
import { createSigningKey } from '../../gateway/identity/signingKey.ts';
import { createRequestSigner } from '../../gateway/identity/signRequest.ts';
import { createNonceMemory } from '../../subgraphs/kit/verify/nonceMemory.ts';
import { createRequestVerifier, fitsDigest } from '../../subgraphs/kit/verify/verifyRequest.ts';
import { bearer, makeToken, testVerifier } from './tokens.ts';

const ROUNDS = 9;
const CALLS = 2_000;
const readClock = Date.now;
const grantKey = createSigningKey('grant', randomBytes(32));
const requestKey = createSigningKey('request', randomBytes(32));
const issueGrant = createGrantIssuer({ key: grantKey, readClock });
const signRequest = createRequestSigner({ key: requestKey, issueGrant, readClock });
const agreement = { id: 'sf-express--cainiao', version: 1 };
const grant = { platform: 'cainiao', purpose: 'ORDER_STATUS', agreement };
// As long as a query for one parcel with its events.
const body = JSON.stringify({ query: 'x'.repeat(600), variables: { hub__r0: ['y'.repeat(200)] } });
const request = { operator: 'sf-express', grant, method: 'POST', target: '/graphql', body } as const;
const bytes = Buffer.from(body);

const grantPublic = createPublicKey(grantKey.privateKey);
const requestPublic = createPublicKey(requestKey.privateKey);
const keys = { find: async (_: string, use: string) => (use === 'grant' ? grantPublic : requestPublic) };
// No request is sent twice in its life; here one is verified many times.
const verifyRequest = createRequestVerifier({
  code: 'sf-express',
  keys,
  nonces: { ...createNonceMemory(), add: () => 'added' },
});

const COMPONENTS = ['@method', '@path', '@query', 'content-digest', 'authorization'];
const NAMES = ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'];

function signByLibrary() {
  const now = Math.floor(Date.now() / 1_000);
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  const nonce = randomBytes(16).toString('base64url');
  const fields = [
    { name: 'content-digest', value: digest },
    { name: 'authorization', value: `Bearer ${issueGrant(request.operator, grant)}` },
  ];
  return createSignatureSync(
    { kind: 'request', method: 'POST', targetUri: 'http://127.0.0.1:4101/graphql', fields },
    {
      components: COMPONENTS,
      parameters: { created: now, expires: now + 15, nonce, keyid: requestKey.id, alg: 'ed25519', tag: 't' },
      signer: { algorithm: 'ed25519', sign: (base) => sign(null, base, requestKey.privateKey) },
    },
  );
}

function verifyByLibrary(headers: Readonly<Record<string, string>>) {
  fitsDigest(bytes, headers['content-digest']);
  const fields = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return verifySignature(
    { kind: 'request', method: 'POST', targetUri: 'http://127.0.0.1:4101/graphql', fields },
    {
      policy: {
        algorithms: ['ed25519'],
        requiredComponents: COMPONENTS,
        requiredParameters: NAMES,
        maxAge: 60,
      },
      resolveVerifier: () => ({
        algorithm: 'ed25519',
        verify: (base, signature) => verify(null, base, requestPublic, signature),
      }),
    },
  );
}

async function verifyOwn(headers: Readonly<Record<string, string>>) {
  const rawHeaders = Object.entries(headers).flat();
  const verified = await verifyRequest({ method: 'POST', url: '/graphql', rawHeaders } as IncomingMessage);
  if (verified.kind === 'refused' || !fitsDigest(bytes, headers['content-digest'])) {
    throw new Error(`the request is not verified: ${JSON.stringify(verified)}`);
  }
}

const headers = () => signRequest(request);
let current = await headers();
const base = Buffer.from('x'.repeat(900));
const signed = sign(null, base, requestKey.privateKey);
const { verify: verifyCaller } = await testVerifier();
const token = await makeToken();
let made = 0;
const freshTokens = await Promise.all(
  Array.from({ length: (ROUNDS + 1) * CALLS }, (_, index) => makeToken({ claims: { jti: String(index) } })),
);

const measured: Readonly<Record<string, () => unknown>> = {
  'node:crypto: sign 900 bytes': () => sign(null, base, requestKey.privateKey),
  'node:crypto: verify 900 bytes': () => verify(null, base, requestPublic, signed),
  'hub: sign a request': headers,
  'the same by http-message-sig': signByLibrary,
  'operator: verify a request': () => verifyOwn(current),
  'the same by http-message-sig, signature alone': () => verifyByLibrary(current),
  "hub: a caller's token, known": () => verifyCaller(bearer(token)),
  "hub: a caller's token, new": () => verifyCaller(bearer(freshTokens[made++] ?? '')),
};

const times = new Map(Object.keys(measured).map((name) => [name, [] as number[]]));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, call] of Object.entries(measured)) {
    current = await headers();
    const before = process.cpuUsage();
    for (let index = 0; index < CALLS; index++) await call();
    const { user, system } = process.cpuUsage(before);
    // The first round warms up.
    if (round > 0) times.get(name)?.push((user + system) / CALLS);
  }
}
for (const [name, each] of times) {
  const median = each.toSorted((one, other) => one - other)[Math.floor(each.length / 2)] ?? 0;
  process.stdout.write(`${name.padEnd(48)} ${median.toFixed(0).padStart(5)} us\n`);
}
