/** Hubs on one PostgreSQL database over one operator, with an agreement that was signed at the first of them. */
import { sign } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { hashDocument } from '../../gateway/agreements/life/hashRecord.ts';
import type { LifeStep } from '../../gateway/agreements/life/lifeStep.ts';
import { writeRecord } from '../../gateway/agreements/life/writeRecord.ts';
import { LOOPBACK_HOSTS } from '../../gateway/base/subgraphAddresses.ts';
import { ensureParticipants } from '../../gateway/registry/participants/ensureParticipants.ts';
import type { SandboxDemo } from '../../gateway/sandbox/server/sandboxDemo.ts';
import { type RunningHub, startHub } from '../../gateway/server/startHub.ts';
import type { DirectoryStore } from '../../gateway/store/directoryStore.ts';
import type { Store } from '../../gateway/store/openStore.ts';
import { operatorSdl } from '../../subgraphs/kit/operatorSdl.ts';
import { askControl, testKey, testRegistration } from '../support/controlAs.ts';
import { requestToken } from '../support/requestToken.ts';
import { announce } from '../support/startTestHub.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';

const WAYBILL = 'ZT0001';
const PAIR = 'zto--cainiao';
const writeDocument = (version: number, fields: string) => `
extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(
    operator: "zto", platform: "cainiao", purposes: [ORDER_STATUS], version: ${version}
    from: "2020-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z"
  )
type CourierLeg {
  ${fields}
}
`;
const CUSTODY = 'custody: Custody @share';
const STATUS = 'status: ParcelStatus @share';
const QUERY = 'query ($number: ID!) { parcel(trackingNumber: $number) { legs { asOf status custody } } }';
/** What is answered under the first agreement; `NO_STATUS` under one that does not share the status, and has no floor. */
export const FULL = '{"asOf":null,"status":"IN_TRANSIT","custody":"OPERATOR"}';
export const NO_STATUS = '{"asOf":null,"status":null,"custody":"OPERATOR"}';
export const isFloor = (leg: string) => /^\{"asOf":"[^"]+","status":"IN_TRANSIT","custody":null\}$/.test(leg);

export interface LiveHubs {
  /** Where the first of them answers. */
  readonly url: string;
  readonly zto: StartedOperator;
  /** The leg of the one parcel, as JSON, or the whole answer where it has errors; `number` asks for another one. */
  ask(hub: number, number?: string): Promise<string>;
  /** What `/health/live` or `/health/ready` says of a hub: its status, and the body. */
  readHealth(hub: number, what: 'live' | 'ready'): Promise<string>;
  /** Signs a step of the pair and hands it to a hub; resolves when it is acknowledged. */
  take(actor: string, event: string, body: object, hub?: number): Promise<void>;
  /** Has both sides sign a version that shares the custody, and the status or not. */
  agree(withStatus: boolean): Promise<void>;
  /** Publishes the operator's subgraph with other number patterns each time, and in every other round with a field of its own. */
  publish(round: number, hub?: number): Promise<void>;
  stop(): Promise<void>;
}

/** With it the supergraph is another one. */
const EXTENSION = 'extend type CourierLeg { "How the parcel is kept." zto_cold: Boolean @operational }';

/** Starts a hub over a data folder and a database. */
export type StartHub = (
  dataDir: string,
  databaseUrl: string | undefined,
) => Promise<Pick<RunningHub, 'url' | 'stop'>>;

/** Starts a hub for each address of the database; without an address one has its own, embedded. */
export async function startLiveHubs(
  databaseUrls: readonly (string | undefined)[],
  sandbox?: SandboxDemo,
  startHubOver: StartHub = (dataDir, databaseUrl) => startOne(dataDir, databaseUrl, sandbox),
): Promise<LiveHubs> {
  const folders: string[] = [];
  const hubs: Pick<RunningHub, 'url' | 'stop'>[] = [];
  let version = 0;
  let head: { readonly seq: number; readonly hash: string | null } = { seq: 0, hash: null };
  const leg = { waybill: WAYBILL, status: 'IN_TRANSIT', custody: 'OPERATOR' };
  const zto = await startKitOperator('zto', 'courier', [leg as never]);
  for (const databaseUrl of databaseUrls) {
    const dataDir = await mkdtemp(join(tmpdir(), 'tracking-hub-live-'));
    // Hubs that share a database have the same keys.
    if (folders[0] !== undefined)
      await cp(join(folders[0], 'keys'), join(dataDir, 'keys'), { recursive: true });
    folders.push(dataDir);
    hubs.push(await startHubOver(dataDir, databaseUrl));
  }
  const urlOf = (hub: number): string => hubs[hub % hubs.length]?.url ?? '';
  const token = await requestToken(urlOf(0), 'cainiao', ['ORDER_STATUS']);
  const control = async (hub: number, code: string, query: string, variables: Record<string, unknown>) => {
    const reply = await askControl(urlOf(hub), testKey(code), query, variables);
    if (reply.errors !== undefined) throw new Error(JSON.stringify(reply.errors));
    return reply.data;
  };
  const live: LiveHubs = {
    url: urlOf(0),
    zto,
    async ask(hub, number = WAYBILL) {
      const response = await fetch(`${urlOf(hub)}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: QUERY, variables: { number } }),
      });
      const text = await response.text();
      const { data, errors } = JSON.parse(text);
      return errors === undefined ? JSON.stringify(data?.parcel?.legs?.[0]) : text;
    },
    async readHealth(hub, what) {
      const response = await fetch(`${urlOf(hub)}/health/${what}`);
      return `${response.status} ${await response.text()}`;
    },
    async take(actor, event, body, hub = 0) {
      const step = { pair: PAIR, seq: head.seq + 1, previous: head.hash, event, actor, at: Date.now(), body };
      const record = writeRecord(step as LifeStep);
      const signature = sign(null, Buffer.from(record), testKey(actor).privateKey).toString('base64url');
      const { appendRecord } = await control(
        hub,
        actor,
        'mutation ($record: String!, $signature: String!) { appendRecord(record: $record, signature: $signature) { seq hash } }',
        { record, signature },
      );
      head = appendRecord;
    },
    async agree(withStatus) {
      version += 1;
      const document = writeDocument(version, withStatus ? `${STATUS}\n  ${CUSTODY}` : CUSTODY);
      await live.take('zto', 'OFFER', { document });
      await live.take('cainiao', 'SIGN', { version, documentHash: hashDocument(document) });
    },
    async publish(round, hub = round) {
      const extension = round % 2 === 1 ? EXTENSION : undefined;
      const input = {
        sdl: operatorSdl({ code: 'zto', role: 'courier', extension }),
        url: zto.known.url,
        numberPatterns: [{ format: `waybill ${round}`, pattern: 'ZT\\d{4}' }],
      };
      const { publishSubgraph } = await control(
        hub,
        'zto',
        'mutation ($input: SubgraphInput!) { publishSubgraph(operator: "zto", input: $input, accept: [BREAKING]) { result } }',
        { input },
      );
      if (publishSubgraph.result !== 'PUBLISHED') throw new Error(publishSubgraph.result);
    },
    async stop() {
      await Promise.all(hubs.map((hub) => hub.stop()));
      await zto.stop();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
  await live.publish(0);
  await live.agree(true);
  return live;
}

function startOne(
  dataDir: string,
  databaseUrl: string | undefined,
  sandbox: SandboxDemo | undefined,
): Promise<RunningHub> {
  return startHub({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(sandbox !== undefined && { sandbox }),
    subgraphHosts: LOOPBACK_HOSTS,
    administratorKey: testKey('administrator').publicKey,
    identity: { kind: 'participants' },
    readNow: Date.now,
    log: pino({ level: 'silent' }),
    prepare: prepareLive,
  });
}

/** Registers the pair, and announces the parcel. */
export async function prepareLive(store: Store, directory: Pick<DirectoryStore, 'announce'>): Promise<void> {
  const registrations = [testRegistration('zto', 'operator'), testRegistration('cainiao', 'platform')];
  await ensureParticipants(store, registrations, Date.now());
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  await directory.announce([announce('zto', WAYBILL, 'p1', { acceptedAt: hourAgo, updatedAt: hourAgo })]);
}
