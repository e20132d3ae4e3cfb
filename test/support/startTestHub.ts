/** A hub in this process over operators in this process: real HTTP between them, nothing on disk. */
import { pino } from 'pino';
import { allowEverything, type DecideLeg } from '../../gateway/agreements/decision.ts';
import type { OperatorClientOptions } from '../../gateway/dispatch/operatorClient.ts';
import type { KnownOperator } from '../../gateway/server/hubOptions.ts';
import { startHub } from '../../gateway/server/startHub.ts';
import type { LegAnnouncement } from '../../gateway/store/directoryStore.ts';

export const NOW = Date.parse('2017-06-01T12:00:00+08:00');
export const CALLER = { platform: 'cainiao', purpose: 'ORDER_STATUS' } as const;

export interface TestHubOptions {
  readonly operators: readonly KnownOperator[];
  readonly legs: readonly LegAnnouncement[];
  readonly decideLeg?: DecideLeg;
  readonly client?: Partial<OperatorClientOptions>;
}

export interface GraphqlAnswer {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any;
}

export interface TestHub {
  readonly url: string;
  ask(query: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer>;
  /** Sends a body as it is. */
  post(body: string, headers?: Record<string, string>): Promise<GraphqlAnswer>;
  stop(): Promise<void>;
}

/** Starts a hub on a free port. */
export async function startTestHub(options: TestHubOptions): Promise<TestHub> {
  const hub = await startHub({
    port: 0,
    host: '127.0.0.1',
    listOperators: async () => options.operators,
    prepare: (_, directory) => directory.announce(options.legs),
    decideLeg: options.decideLeg ?? allowEverything,
    caller: CALLER,
    readNow: () => NOW,
    log: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
    client: { timeoutMs: 10_000, ...options.client },
  });
  const post: TestHub['post'] = async (body, headers = {}) => {
    const response = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await response.text();
    return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : undefined };
  };
  return {
    url: hub.url,
    post,
    ask: (query, variables) => post(JSON.stringify({ query, variables })),
    stop: hub.stop,
  };
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
