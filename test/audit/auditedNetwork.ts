/**
 * A subgraph for audits, and ways to break it: a proxy before two operators made with the kit, one that verifies the keys of
 * the audit and one that answers anybody. What a fault changes is all that is wrong with it.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AuditTarget } from '../../gateway/cli/audit/audit.ts';
import { type LocalSigner, openLocalSigner } from '../../gateway/cli/audit/localSigner.ts';
import { openTarget } from '../../gateway/cli/audit/openTarget.ts';
import type { CourierLeg } from '../../subgraphs/kit/contract.ts';
import { defineOperator, startOperator } from '../../subgraphs/kit/index.ts';

export interface ProxyRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ProxyAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** Asks the operator that verifies, or the one that answers anybody. */
export type Forward = (request: ProxyRequest, to?: 'verifying' | 'anybody') => Promise<ProxyAnswer>;

/** What a broken server does. */
export type Fault = (request: ProxyRequest, forward: Forward) => Promise<ProxyAnswer>;

const LEG: CourierLeg = {
  waybill: 'SW0001',
  status: 'OUT_FOR_DELIVERY',
  substatus: 'OUT_FOR_DELIVERY_COURIER',
  custody: 'OPERATOR',
  acceptedAt: '2017-05-31T18:20:31+08:00',
  coarsePlace: { country: 'CN', region: '浙江省', city: '杭州市' },
  events: [
    {
      id: '1',
      occurredAt: '2017-05-31T18:20:31+08:00',
      recordedAt: '2017-05-31T18:21:00+08:00',
      status: 'ACCEPTED',
      rawText: '已揽收',
    },
    {
      id: '2',
      occurredAt: '2017-06-01T07:05:12+08:00',
      recordedAt: '2017-06-01T07:06:00+08:00',
      status: 'OUT_FOR_DELIVERY',
      rawText: '快递员正在为王小明派送,电话13812345678',
    },
  ],
  recipient: { name: '王小明', phone: '13812345678', address: { city: '杭州市', street: '文三路478号' } },
  sender: { name: '李雷', phone: '13987654321' },
  goods: { description: '鞋', weightGrams: 500, pieces: 1 },
};

const legs = new Map<string, CourierLeg>([
  ['SW0001', LEG],
  ['SW0002', { waybill: 'SW0002', status: 'REGISTERED', custody: 'SENDER' }],
]);

export interface AuditedNetwork {
  /** Opens a subgraph with a fault; without one it is as it should be. */
  open(fault?: Fault, more?: { readonly patienceMs?: number; readonly masks?: false }): Promise<AuditTarget>;
  /** Where a subgraph without a fault is. */
  readonly url: string;
  readonly signer: LocalSigner;
  stop(): Promise<void>;
}

const FAULTLESS: Fault = (request, forward) => forward(request);

/** Starts the operators; each call of `open` starts a proxy before them. */
export async function startAuditedNetwork(): Promise<AuditedNetwork> {
  const signer = await openLocalSigner('swift', 0);
  const options = {
    code: 'swift',
    role: 'courier',
    legs: async (waybills: readonly string[]) => waybills.map((waybill) => legs.get(waybill)),
  } as const;
  const hubJwksUrl = signer.jwksUrl;
  const verifying = await startOperator(defineOperator(options), { hubJwksUrl });
  const maskless = await startOperator(defineOperator({ ...options, masks: false }), { hubJwksUrl });
  const anybody = await startOperator(defineOperator(options), { unsigned: 'allow' });
  const ends = [verifying.stop, maskless.stop, anybody.stop, signer.close];
  return {
    url: verifying.url,
    signer,
    async open(fault = FAULTLESS, { patienceMs = 30_000, masks } = {}) {
      const base = masks === false ? maskless.url : verifying.url;
      const { url, stop } = await startProxy(fault, base, anybody.url);
      ends.unshift(stop);
      const target = await openTarget({
        url: new URL(url),
        signer,
        waybills: ['SW0001', 'SW0002'],
        role: 'courier',
        patienceMs,
      });
      if (!('send' in target)) throw new Error(JSON.stringify(target));
      return target;
    },
    async stop() {
      for (const end of ends) await end();
    },
  };
}

async function startProxy(fault: Fault, verifying: string, anybody: string) {
  const forward: Forward = async ({ method, target, headers, body }, to = 'verifying') => {
    const url = new URL(target, to === 'verifying' ? verifying : anybody);
    const response = await fetch(url, { method, headers, ...(method === 'GET' ? {} : { body }) });
    const contentType = response.headers.get('content-type') ?? '';
    return { status: response.status, contentType, text: await response.text() };
  };
  const server = createServer(async (incoming, response) => {
    const request = await readRequest(incoming);
    const answer = await fault(request, forward).catch((error: unknown) => ({
      status: 502,
      contentType: 'text/plain',
      text: String(error),
    }));
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const PASSED_ON = [
  'content-type',
  'accept',
  'authorization',
  'content-digest',
  'signature',
  'signature-input',
];

async function readRequest(incoming: IncomingMessage): Promise<ProxyRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    PASSED_ON.flatMap((name) =>
      incoming.headers[name] === undefined ? [] : [[name, String(incoming.headers[name])]],
    ),
  );
  const { method = 'POST', url: target = '/' } = incoming;
  return { method, target, headers, body: Buffer.concat(chunks).toString('utf8') };
}
