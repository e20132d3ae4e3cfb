/**
 * Opens the subgraph that is audited: waits until it takes the signer for its hub, and reads its SDL.
 * Invariant: a request goes to the URL that the user named and to no other.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import { LEG_TYPES, type Role } from '../../../schema/network.ts';
import { readOwn } from '../../base/ownRecord.ts';
import { createAuditSigner } from '../../identity/signAuditRequest.ts';
import { createSigningKey } from '../../identity/signingKey.ts';
import { digestBody } from '../../identity/signRequest.ts';
import { checkSubgraph } from '../../supergraph/checkSubgraph.ts';
import { SDL_BODY } from './askLegs.ts';
import type { AuditTarget, Exchange, SubgraphReading } from './audit.ts';
import { AUDIT_PURPOSE, type AuditSigner } from './auditSigner.ts';
import { sendRequest } from './sendRequest.ts';

export interface TargetOptions {
  readonly url: URL;
  readonly signer: AuditSigner;
  readonly waybills: readonly [string, ...string[]];
  /** Read from the SDL when it is left out. */
  readonly role?: Role | undefined;
  /** How long to wait for an answer; the hub waits 3 s. */
  readonly patienceMs: number;
}

/** The subgraph, or why it cannot be audited, in a sentence. */
export type OpenedTarget =
  | AuditTarget
  | { readonly unreachable: string }
  /** `isRefused` where it took no request that these keys sign. */
  | { readonly unclear: string; readonly isRefused: boolean };

/** A subgraph that knows the keys of an earlier run looks for new ones only after some seconds. */
const ATTEMPTS = { refused: 16, lost: 4 } as const;
const PAUSE_MS = 500;
const REFUSED = 'the subgraph refused to give its SDL';
const UNCLEAR = 'its SDL does not say whether it is a courier or a locker operator; say it with --role';

/** Opens the subgraph at a URL. Never rejects for what a subgraph does. */
export async function openTarget(options: TargetOptions): Promise<OpenedTarget> {
  const { url, signer, waybills, patienceMs } = options;
  const send = createSender(url, signer, patienceMs);
  const first = await meet(send);
  if (first.answer.kind === 'lost') return { unreachable: first.answer.reason };
  const found = readOwn(readOwn(readOwn(first.answer.json, 'data'), '_service'), 'sdl');
  const sdl = typeof found === 'string' ? found : undefined;
  const role = options.role ?? findRole(sdl);
  if (role === undefined) {
    const isRefused = first.answer.status === 401;
    return { unclear: isRefused ? REFUSED : UNCLEAR, isRefused };
  }
  const reading = readSubgraph(sdl, role, signer.operator);
  const [waybill] = waybills;
  const legType = LEG_TYPES[role];
  return { operator: signer.operator, role, legType, waybill, waybills, reading, patienceMs, send };
}

async function meet(send: AuditTarget['send']): Promise<Exchange> {
  for (let attempt = 1; ; attempt++) {
    const exchange = await send({ body: SDL_BODY, variant: 'SDL' });
    const { answer } = exchange;
    const isPassing = answer.kind === 'lost' || answer.status === 401 || answer.status === 503;
    const attempts = answer.kind === 'lost' ? ATTEMPTS.lost : ATTEMPTS.refused;
    if (!isPassing || attempt >= attempts) return exchange;
    await sleep(PAUSE_MS);
  }
}

function findRole(sdl = ''): Role | undefined {
  const defines = (role: Role) => new RegExp(`^\\s*type\\s+${LEG_TYPES[role]}\\b`, 'm').test(sdl);
  if (defines('courier') === defines('locker')) return undefined;
  return defines('courier') ? 'courier' : 'locker';
}

function readSubgraph(sdl: string | undefined, role: Role, code: string): SubgraphReading {
  if (sdl === undefined) return { sdl, problems: [], understood: undefined };
  const { problems, capabilities } = checkSubgraph({ code, role, sdl, file: 'SDL' });
  if (capabilities === undefined) return { sdl, problems, understood: undefined };
  const schema: GraphQLSchema = buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
  return { sdl, problems, understood: { capabilities, schema } };
}

function createSender(url: URL, signer: AuditSigner, patienceMs: number): AuditTarget['send'] {
  const target = url.pathname + url.search;
  const stranger = createStranger(signer.operator);
  return async ({ body, variant = 'GOOD', change = (headers) => headers, sentBody, sentQuery, ...more }) => {
    const contentDigest = digestBody(body);
    const signed =
      variant === 'NONE'
        ? {}
        : variant === 'UNKNOWN_KEY'
          ? await stranger({ target, contentDigest })
          : await signer.sign({ variant, target, contentDigest });
    const { method = 'POST', contentType = 'application/json', accept = 'application/json' } = more;
    const headers = { 'content-type': contentType, accept, ...change(signed) };
    const sent = new URL(url);
    if (sentQuery !== undefined) sent.search = sentQuery;
    const isPost = method === 'POST';
    return sendRequest(
      { method, url: sent.href, headers, body: isPost ? (sentBody ?? body) : null },
      patienceMs,
    );
  };
}

/** Signs well, with keys that no hub has published. */
function createStranger(operator: string) {
  const grantKey = createSigningKey('grant', randomBytes(32));
  const requestKey = createSigningKey('request', randomBytes(32));
  const sign = createAuditSigner({ grantKey, requestKey, readClock: Date.now });
  return (parts: { readonly target: string; readonly contentDigest: string }) =>
    sign({ operator, variant: 'GOOD', purpose: AUDIT_PURPOSE, ...parts });
}
