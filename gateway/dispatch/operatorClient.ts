/**
 * The only door to operators: every request that the hub sends to one leaves from this file, and a test proves it.
 * Invariants: an answer is bounded in time and in size, and whatever goes wrong comes back as a value, never thrown; no
 * connection leads to an address that operators may not have, and no redirect is followed.
 */
import { Pool } from 'undici';
import type { GrantSubject, SignRequest } from '../base/grant.ts';
import { readOwn } from '../base/ownRecord.ts';
import { readSubgraphAddresses, type SubgraphAddresses } from '../base/subgraphAddresses.ts';
import type { FailureKind } from '../request/requestScope.ts';
import { createGate, type Gate } from './gate.ts';
import { ADDRESS_REFUSED, createGuardedLookup, refusedAddress } from './guardedLookup.ts';
import { OUT_OF_TIME, readWhole } from './readWhole.ts';

export type { GrantSubject } from '../base/grant.ts';

export interface OperatorClientOptions {
  /** How long an operator may take for the whole answer, in milliseconds. */
  readonly timeoutMs: number;
  /** How large an answer may be, in bytes. */
  readonly maxAnswerBytes: number;
  /** How many requests may be under way to one operator; more wait, and the wait counts against the time limit. */
  readonly maxConnections: number;
  /** Where operators may be. */
  readonly addresses: SubgraphAddresses;
  /** Hears, once for each address of an operator, that the hub does not go there, and why. */
  readonly onRefused?: (operator: string, url: string, reason: string) => void;
}

export const DEFAULT_CLIENT_OPTIONS: OperatorClientOptions = {
  timeoutMs: 3_000,
  maxAnswerBytes: 4 * 1024 * 1024,
  maxConnections: 64,
  addresses: readSubgraphAddresses(undefined),
};

export interface OperatorRequest {
  readonly url: string;
  /** The operator's code: whom the grant is made out to. */
  readonly operator: string;
  readonly grant: GrantSubject;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type OperatorAnswer =
  | { readonly kind: 'answered'; readonly data: unknown; readonly errors: readonly unknown[] }
  | {
      readonly kind: 'failed';
      readonly failure: FailureKind;
      /**
       * What an operator built with the kit says when it does not take the hub for the hub, as `KEY_UNKNOWN`; or the hub's own
       * `ADDRESS_REFUSED`.
       */
      readonly refusal?: string;
    };

export interface OperatorClient {
  send(request: OperatorRequest): Promise<OperatorAnswer>;
  /** Closes every connection, after the requests under way. */
  close(): Promise<void>;
}

const HEADERS = { 'content-type': 'application/json', accept: 'application/json' } as const;

/** The share of the time limit with which a request that had to wait is still worth sending. */
const LEAST_TIME = 0.1;

/** A client with one keep-alive pool for each operator; `sign` gives the headers without which operators refuse a request. */
export function createOperatorClient(
  sign: SignRequest,
  options: OperatorClientOptions = DEFAULT_CLIENT_OPTIONS,
): OperatorClient {
  const doors = new Map<string, Door>();
  const refused = new Set<string>();
  const noteRefusal = (operator: string, url: string, error: unknown): void => {
    const key = `${operator} ${url}`;
    if (readOwn(error, 'code') !== ADDRESS_REFUSED || refused.has(key)) return;
    refused.add(key);
    options.onRefused?.(operator, url, error instanceof Error ? error.message : '');
  };
  const doorOf = (operator: string, url: string): Door => {
    // Not even two operators behind one address share connections: one could answer for the other.
    const key = `${operator} ${url}`;
    const known = doors.get(key);
    if (known !== undefined) return known;
    const { origin, hostname, pathname, search } = new URL(url);
    // An address in the URL itself is never looked up, so it is judged here.
    const reason = options.addresses.refuseHost(hostname);
    if (reason !== undefined) throw refusedAddress(reason);
    const pool = openPool(origin, options);
    const gate = createGate(options.maxConnections, OUT_OF_TIME);
    const door = { pool, gate, path: pathname + search };
    doors.set(key, door);
    return door;
  };
  return {
    async send({ url, operator, grant, query, variables }) {
      try {
        const { pool, gate, path } = doorOf(operator, url);
        const endsAt = performance.now() + options.timeoutMs;
        const body = JSON.stringify({ query, variables });
        const signature = await sign({ operator, grant, method: 'POST', target: path, body });
        const request = { path, method: 'POST', headers: { ...HEADERS, ...signature }, body } as const;
        // Here, and not in the pool: what is out of time there costs a connection when its turn comes, and all behind it wait.
        await gate.enter(Math.max(0, endsAt - performance.now()));
        const timeoutMs = endsAt - performance.now();
        if (timeoutMs < options.timeoutMs * LEAST_TIME) {
          gate.leave();
          throw OUT_OF_TIME;
        }
        // The body is read whatever the status, so that the connection is free for the next request.
        const { status, text } = await readWhole(pool, request, { timeoutMs, onDone: gate.leave });
        return status === 200 ? readAnswer(text) : readRefusal(text);
      } catch (error) {
        noteRefusal(operator, url, error);
        const isRefused = readOwn(error, 'code') === ADDRESS_REFUSED;
        return { kind: 'failed', failure: failureOf(error), ...(isRefused && { refusal: ADDRESS_REFUSED }) };
      }
    },
    async close() {
      await Promise.all([...doors.values()].map(({ pool }) => pool.close()));
    },
  };
}

/** Where an operator is asked: the address, read once. */
interface Door {
  readonly pool: Pool;
  readonly gate: Gate;
  readonly path: string;
}

function openPool(
  origin: string,
  { maxConnections, timeoutMs, maxAnswerBytes, addresses }: OperatorClientOptions,
): Pool {
  return new Pool(origin, {
    connect: { lookup: createGuardedLookup(addresses) },
    connections: maxConnections,
    connectTimeout: timeoutMs,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: maxAnswerBytes,
  });
}

function readAnswer(text: string): OperatorAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return { kind: 'failed', failure: 'BAD_RESPONSE' };
  }
  const data = readOwn(answer, 'data');
  const errors = readOwn(answer, 'errors');
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  if (typeof data !== 'object' || data === null) {
    return { kind: 'failed', failure: hasErrors ? 'ERROR' : 'BAD_RESPONSE' };
  }
  return { kind: 'answered', data, errors: hasErrors ? errors : [] };
}

/** The code of an operator's refusal, where it is one of a code's form: it goes into the hub's log, and to nobody else. */
function readRefusal(text: string): OperatorAnswer {
  const failed = { kind: 'failed', failure: 'BAD_RESPONSE' } as const;
  const [, refusal] = /"code"\s*:\s*"([A-Z_]{1,40})"/.exec(text.slice(0, 2_000)) ?? [];
  return refusal === undefined ? failed : { ...failed, refusal };
}

function failureOf(error: unknown): FailureKind {
  const code = readOwn(error, 'code');
  if (error === OUT_OF_TIME || (typeof code === 'string' && code.endsWith('_TIMEOUT'))) return 'TIMEOUT';
  return code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' ? 'BAD_RESPONSE' : 'UNREACHABLE';
}
