/** Two hubs on one database: what is acknowledged at one holds at both, and no request fails or mixes two policies. */

import { sign } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashDocument } from '../../gateway/agreements/life/hashRecord.ts';
import type { LifeStep } from '../../gateway/agreements/life/lifeStep.ts';
import { writeRecord } from '../../gateway/agreements/life/writeRecord.ts';
import { LOOPBACK_HOSTS } from '../../gateway/base/subgraphAddresses.ts';
import { ensureParticipants } from '../../gateway/registry/participants/ensureParticipants.ts';
import { type RunningHub, startHub } from '../../gateway/server/startHub.ts';
import { operatorSdl } from '../../subgraphs/kit/operatorSdl.ts';
import { createDatabase, NO_SERVER } from '../store/engines.ts';
import { askControl, testKey, testRegistration } from '../support/controlAs.ts';
import { requestToken } from '../support/requestToken.ts';
import { announce } from '../support/startTestHub.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';

const WAYBILL = 'ZT0001';
const PAIR = 'zto--cainiao';
const DOCUMENT = `
extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(
    operator: "zto", platform: "cainiao", purposes: [ORDER_STATUS]
    from: "2020-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z"
  )
type CourierLeg {
  status: ParcelStatus @share
  custody: Custody @share
}
`;
const QUERY = `{ parcel(trackingNumber: "${WAYBILL}") { legs { asOf status custody } } }`;
const ROUNDS = 20;

const FULL = '{"asOf":null,"status":"IN_TRANSIT","custody":"OPERATOR"}';
const isFloor = (leg: string) => /^\{"asOf":"[^"]+","status":"IN_TRANSIT","custody":null\}$/.test(leg);

describe.skipIf(NO_SERVER !== undefined)('two hubs on one database', () => {
  const folders: string[] = [];
  const hubs: RunningHub[] = [];
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let zto: StartedOperator;
  let token: string;
  let head: { readonly seq: number; readonly hash: string | null } = { seq: 0, hash: null };

  beforeAll(async () => {
    database = await createDatabase();
    zto = await startKitOperator('zto', 'courier', [
      { waybill: WAYBILL, status: 'IN_TRANSIT', custody: 'OPERATOR' } as never,
    ]);
    for (let nr = 0; nr < 2; nr++) {
      const dataDir = await mkdtemp(join(tmpdir(), 'tracking-hub-live-'));
      // Hubs that share a database have the same keys.
      if (folders[0] !== undefined)
        await cp(join(folders[0], 'keys'), join(dataDir, 'keys'), { recursive: true });
      folders.push(dataDir);
      hubs.push(await start(dataDir));
    }
    token = await requestToken(urlOf(0), 'cainiao', ['ORDER_STATUS']);
    await publish(0);
    await take('zto', 'OFFER', { document: DOCUMENT });
    await take('cainiao', 'SIGN', { version: 1, documentHash: hashDocument(DOCUMENT) });
  }, 120_000);
  afterAll(async () => {
    await Promise.all(hubs.map((hub) => hub.stop()));
    await zto?.stop();
    await database?.drop();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  const start = (dataDir: string) =>
    startHub({
      port: 0,
      host: '127.0.0.1',
      dataDir,
      databaseUrl: database.url,
      subgraphHosts: LOOPBACK_HOSTS,
      administratorKey: testKey('administrator').publicKey,
      identity: { kind: 'participants' },
      readNow: Date.now,
      log: pino({ level: 'silent' }),
      async prepare(store, directory) {
        const registrations = [testRegistration('zto', 'operator'), testRegistration('cainiao', 'platform')];
        await ensureParticipants(store, registrations, Date.now());
        const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
        await directory.announce([
          announce('zto', WAYBILL, 'p1', { acceptedAt: hourAgo, updatedAt: hourAgo }),
        ]);
      },
    });
  const urlOf = (nr: number): string => hubs[nr % 2]?.url ?? '';
  const control = async (nr: number, code: string, query: string, variables: Record<string, unknown>) => {
    const reply = await askControl(urlOf(nr), testKey(code), query, variables);
    if (reply.errors !== undefined) throw new Error(JSON.stringify(reply.errors));
    return reply.data;
  };
  const take = async (actor: string, event: string, body: object, nr = 0): Promise<void> => {
    const step = { pair: PAIR, seq: head.seq + 1, previous: head.hash, event, actor, at: Date.now(), body };
    const record = writeRecord(step as LifeStep);
    const signature = sign(null, Buffer.from(record), testKey(actor).privateKey).toString('base64url');
    const { appendRecord } = await control(
      nr,
      actor,
      'mutation ($record: String!, $signature: String!) { appendRecord(record: $record, signature: $signature) { seq hash } }',
      { record, signature },
    );
    head = appendRecord;
  };
  const publish = (round: number) =>
    control(
      round,
      'zto',
      'mutation ($input: SubgraphInput!) { publishSubgraph(operator: "zto", input: $input) { result } }',
      {
        input: {
          sdl: operatorSdl({ code: 'zto', role: 'courier' }),
          url: zto.known.url,
          numberPatterns: [{ format: `waybill ${round}`, pattern: 'ZT\\d{4}' }],
        },
      },
    );
  const ask = async (nr: number): Promise<string> => {
    const response = await fetch(`${urlOf(nr)}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: QUERY }),
    });
    const text = await response.text();
    const { data, errors } = JSON.parse(text);
    return errors === undefined ? JSON.stringify(data?.parcel?.legs?.[0]) : text;
  };

  test('what is acknowledged at one holds at both, under load', { timeout: 180_000 }, async () => {
    // What every answer must be; undefined from the moment a change is sent until it is acknowledged.
    let promised: 'full' | 'floor' | undefined = 'full';
    let changes = 0;
    let isOver = false;
    let answers = 0;
    const wrong: string[] = [];
    const load = Array.from({ length: 6 }, async (_, nr) => {
      while (!isOver) {
        const [expected, before] = [promised, changes];
        const leg = await ask(nr).catch((error) => String(error));
        answers += 1;
        const isFull = leg === FULL;
        const isOld = before === changes && expected !== undefined && isFull !== (expected === 'full');
        if (isOld || !(isFull || isFloor(leg))) wrong.push(`hub ${nr % 2}, ${expected}: ${leg}`);
      }
    });
    for (let round = 1; round <= ROUNDS; round++) {
      for (const [event, body, then] of [
        ['SUSPEND', { reason: 'SECURITY_INCIDENT' }, 'floor'],
        ['RESUME', {}, 'full'],
      ] as const) {
        changes += 1;
        promised = undefined;
        await take('zto', event, body, round);
        promised = then;
        await sleep(10);
      }
      await publish(round);
    }
    isOver = true;
    await Promise.all(load);
    expect(wrong).toEqual([]);
    expect(answers).toBeGreaterThan(ROUNDS * 2);
  });

  test('while it is suspended the operator is asked for nothing', { timeout: 30_000 }, async () => {
    await take('zto', 'SUSPEND', { reason: 'SECURITY_INCIDENT' });
    const before = zto.calls.length;
    for (const nr of [0, 1]) expect(isFloor(await ask(nr))).toBe(true);
    expect(zto.calls.length).toBe(before);
    await take('zto', 'RESUME', {});
    for (const nr of [0, 1]) expect(await ask(nr)).toBe(FULL);
    expect(zto.calls.length).toBe(before + 2);
  });
});
