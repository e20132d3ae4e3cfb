/** A hub in this process over operators in this process: real HTTP between them, nothing on disk. */
import { type Logger, pino } from 'pino';
import { allowEverything } from '../../gateway/agreements/decision.ts';
import type { OperatorClientOptions } from '../../gateway/dispatch/operatorClient.ts';
import type { SandboxDemo } from '../../gateway/sandbox/server/sandboxDemo.ts';
import type { AgreementSource, KnownOperator } from '../../gateway/server/hubOptions.ts';
import { startHub } from '../../gateway/server/startHub.ts';
import type { DirectoryStore, LegAnnouncement } from '../../gateway/store/directoryStore.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { PURPOSES } from '../../schema/privacy.ts';

export const NOW = Date.parse('2017-06-01T12:00:00+08:00');
export const CALLER = { platform: 'cainiao', purpose: 'ORDER_STATUS' } as const;

export interface TestHubOptions {
  /** Those on the network; a function, where they are started with the address of the hub that they verify. */
  readonly operators: readonly KnownOperator[] | ((hubUrl: string) => Promise<readonly KnownOperator[]>);
  /** Platforms that can have tokens, beside the usual ones. */
  readonly platforms?: readonly string[];
  readonly legs: readonly LegAnnouncement[];
  readonly agreements?: AgreementSource;
  /** The clock; `NOW` when left out. */
  readonly readNow?: () => number;
  /** Is handed the store, for tests that change it while the hub runs. */
  readonly onStore?: (store: Store, directory: DirectoryStore) => void;
  readonly client?: Partial<OperatorClientOptions>;
  readonly log?: Logger;
  /** The sandbox's demo mode, which is off when left out. */
  readonly sandbox?: SandboxDemo;
}

export interface GraphqlAnswer {
  readonly status: number;
  readonly text: string;
  /** The answer, without the disclosure. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any;
  /** `extensions.disclosure`. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly disclosure: any;
}

/** Who asks: by default Cainiao for ORDER_STATUS, with a token that allows every purpose. */
export interface AskOptions {
  readonly platform?: string;
  /** Declared with the request; without it the token's first purpose holds. */
  readonly purpose?: string;
  /** What the token allows, in this order. */
  readonly purposes?: readonly string[];
  /** A token of the test's own. */
  readonly token?: string;
}

export interface TestHub {
  readonly url: string;
  ask(query: string, variables?: Record<string, unknown>, options?: AskOptions): Promise<GraphqlAnswer>;
  /** The same for one caller. */
  as(options: AskOptions): Pick<TestHub, 'ask'>;
  /** Sends a body as it is, with the default token unless the headers have an `authorization`; an empty one is left out. */
  post(body: string, headers?: Record<string, string>): Promise<GraphqlAnswer>;
  /** A token of the hub's own issuer. */
  readToken(platform?: string, purposes?: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** ORDER_STATUS first: the purpose of requests that declare none. */
const ALL_PURPOSES = [CALLER.purpose, ...PURPOSES.filter((purpose) => purpose !== CALLER.purpose)];
const PLATFORMS = ['cainiao', 'taobao', 'tmall', 'jd', 'pinduoduo', 'shopline'];

/** Starts a hub on a free port. */
export async function startTestHub(options: TestHubOptions): Promise<TestHub> {
  const hub = await startHub({
    port: 0,
    host: '127.0.0.1',
    listOperators: async ({ url }) =>
      typeof options.operators === 'function' ? options.operators(url) : options.operators,
    prepare: (store, directory) => {
      options.onStore?.(store, directory);
      return directory.announce(options.legs);
    },
    agreements: options.agreements ?? allowEverything,
    identity: {
      kind: 'demo',
      platforms: [...PLATFORMS, ...(options.platforms ?? [])].map((code) => ({
        code,
        purposes: ALL_PURPOSES,
      })),
    },
    readNow: options.readNow ?? (() => NOW),
    log: options.log ?? pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
    client: { timeoutMs: 10_000, ...options.client },
    ...(options.sandbox !== undefined && { sandbox: options.sandbox }),
  });
  const tokens = new Map<string, Promise<string>>();
  const readToken = (platform: string = CALLER.platform, purposes: readonly string[] = ALL_PURPOSES) => {
    const name = [platform, ...purposes].join(' ');
    const token = tokens.get(name) ?? requestToken(hub.url, platform, purposes);
    tokens.set(name, token);
    return token;
  };
  const post: TestHub['post'] = async (body, { authorization, ...headers } = {}) => {
    const bearer = authorization ?? `Bearer ${await readToken()}`;
    const response = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bearer === '' ? {} : { authorization: bearer }),
        ...headers,
      },
      body,
    });
    const text = await response.text();
    const answer = text.startsWith('{') ? JSON.parse(text) : undefined;
    const { disclosure } = answer?.extensions ?? {};
    // Most tests look at data and errors alone.
    if (disclosure !== undefined && Object.keys(answer.extensions).length === 1) delete answer.extensions;
    return { status: response.status, text, body: answer, disclosure };
  };
  const ask: TestHub['ask'] = async (query, variables, { platform, purpose, purposes, token } = {}) =>
    post(JSON.stringify({ query, variables }), {
      authorization: `Bearer ${token ?? (await readToken(platform, purposes))}`,
      ...(purpose === undefined ? {} : { 'tracking-purpose': purpose }),
    });
  const as: TestHub['as'] = (options) => ({
    ask: (query, variables, more) => ask(query, variables, { ...options, ...more }),
  });
  return { url: hub.url, post, ask, as, readToken, stop: hub.stop };
}

async function requestToken(url: string, platform: string, purposes: readonly string[]): Promise<string> {
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: platform,
      scope: purposes.join(' '),
    }),
  });
  const answer = (await response.json()) as { readonly access_token?: string };
  if (answer.access_token === undefined) throw new Error(`no token: ${JSON.stringify(answer)}`);
  return answer.access_token;
}

/** The announcement of a leg in transit, accepted this morning and ordered through the caller's platform. */
export function announce(
  operator: string,
  waybill: string,
  parcel: string,
  more: Partial<LegAnnouncement> = {},
): LegAnnouncement {
  return {
    parcel,
    seq: 0,
    operator,
    waybill,
    role: 'courier',
    platform: CALLER.platform,
    acceptedAt: '2017-06-01T08:00:00+08:00',
    finalAt: null,
    status: 'IN_TRANSIT',
    substatus: null,
    everReached: ['ACCEPTED', 'IN_TRANSIT'],
    updatedAt: '2017-06-01T10:00:00+08:00',
    ...more,
  };
}
