/** A hub in this process over operators in this process: real HTTP between them, nothing on disk. */
import { type Logger, pino } from 'pino';
import { allowEverything } from '../../gateway/agreements/decision.ts';
import { LOOPBACK_HOSTS } from '../../gateway/base/subgraphAddresses.ts';
import type { OperatorClientOptions } from '../../gateway/dispatch/operatorClient.ts';
import { ensureParticipants } from '../../gateway/registry/participants/ensureParticipants.ts';
import type { Registration } from '../../gateway/registry/participants/participant.ts';
import type { SandboxDemo } from '../../gateway/sandbox/server/sandboxDemo.ts';
import type { AgreementSource, KnownOperator } from '../../gateway/server/hubOptions.ts';
import { startHub } from '../../gateway/server/startHub.ts';
import type { DirectoryStore, LegAnnouncement } from '../../gateway/store/directoryStore.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { composeInWorker } from '../../gateway/supergraph/composeInWorker.ts';
import { PURPOSES } from '../../schema/privacy.ts';
import { askControl, type ControlReply, testKey, testRegistration } from './controlAs.ts';
import { requestToken } from './requestToken.ts';

export const NOW = Date.parse('2017-06-01T12:00:00+08:00');
export const CALLER = { platform: 'cainiao', purpose: 'ORDER_STATUS' } as const;

export interface TestHubOptions {
  /** Those on the network; a function, where they are started with the address of the hub that they verify. */
  readonly operators: readonly KnownOperator[] | ((hubUrl: string) => Promise<readonly KnownOperator[]>);
  /** Platforms that can have tokens, beside the usual ones. */
  readonly platforms?: readonly string[];
  /** Others who take part, beside an administrator: see `testRegistration`. */
  readonly participants?: readonly Registration[];
  readonly legs: readonly LegAnnouncement[];
  /** True where the test publishes subgraphs and signs agreements itself, as participants do. */
  readonly isLive?: boolean;
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
  /** Sends an operation to the control API, signed with the first key of a participant. */
  control(participant: string, query: string, variables?: Record<string, unknown>): Promise<ControlReply>;
  /** A token of the hub's own issuer. */
  readToken(platform?: string, purposes?: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** ORDER_STATUS first: the purpose of requests that declare none. */
const ALL_PURPOSES = [CALLER.purpose, ...PURPOSES.filter((purpose) => purpose !== CALLER.purpose)];
/** A token is asked for anew after this: long before it ends. In milliseconds. */
const TOKEN_MS = 5 * 60_000;
const PLATFORMS = ['cainiao', 'taobao', 'tmall', 'jd', 'pinduoduo', 'shopline'];

/** To start a composer takes longer than all else of a hub: those of a process share one, which ends with it. */
const COMPOSER = composeInWorker();

/** Starts a hub on a free port. */
export async function startTestHub(options: TestHubOptions): Promise<TestHub> {
  const hub = await startHub({
    port: 0,
    host: '127.0.0.1',
    ...(!options.isLive && {
      fixed: {
        listOperators: async ({ url }) =>
          typeof options.operators === 'function' ? options.operators(url) : options.operators,
        agreements: options.agreements ?? allowEverything,
        composer: COMPOSER,
      },
    }),
    subgraphHosts: LOOPBACK_HOSTS,
    prepare: async (store, directory) => {
      await ensureParticipants(store, listParticipants(options), NOW);
      options.onStore?.(store, directory);
      await directory.announce(options.legs);
    },
    administratorKey: testKey('administrator').publicKey,
    identity: { kind: 'participants' },
    readNow: options.readNow ?? (() => NOW),
    log: options.log ?? pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
    client: { timeoutMs: 10_000, ...options.client },
    ...(options.sandbox !== undefined && { sandbox: options.sandbox }),
  });
  const tokens = new Map<string, { readonly text: Promise<string>; readonly askedAt: number }>();
  const readToken = (platform: string = CALLER.platform, purposes: readonly string[] = ALL_PURPOSES) => {
    const name = [platform, ...purposes].join(' ');
    const known = tokens.get(name);
    if (known !== undefined && performance.now() - known.askedAt < TOKEN_MS) return known.text;
    const text = requestToken(hub.url, platform, purposes);
    tokens.set(name, { text, askedAt: performance.now() });
    return text;
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
  const control: TestHub['control'] = (participant, query, variables) =>
    askControl(hub.url, testKey(participant), query, variables);
  return { url: hub.url, post, ask, as, control, readToken, stop: hub.stop };
}

function listParticipants({ platforms = [], participants = [] }: TestHubOptions): readonly Registration[] {
  const codes = new Set([...PLATFORMS, ...platforms]);
  for (const { code } of participants) codes.delete(code);
  return [
    ...[...codes].map((code) => ({ ...testRegistration(code, 'platform'), purposes: ALL_PURPOSES })),
    ...participants,
  ];
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
