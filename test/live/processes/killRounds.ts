/**
 * Kills a hub with SIGKILL again and again while participants publish, announce and sign, restarts it, and compares what its store
 * holds with what was acknowledged: everything of that, and of a request without an answer all or nothing.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureParticipants } from '../../../gateway/registry/participants/ensureParticipants.ts';
import { openStore } from '../../../gateway/store/openStore.ts';
import { createRandom } from '../../../subgraphs/seed/random.ts';
import { testRegistration } from '../../support/controlAs.ts';
import { requestToken } from '../../support/requestToken.ts';
import { startKitOperator } from '../../support/testOperators.ts';
import { type Client, createAnnouncer, createPublisher, fieldOf, Refused, send } from './clients.ts';
import { createSigner } from './createSigner.ts';
import { type HubProcess, startHubProcess } from './startHubProcess.ts';

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  /** A PostgreSQL server's database; the embedded database without one. */
  readonly databaseUrl?: string | undefined;
  readonly onRound?: (line: string) => void;
}

export interface KillReport {
  kills: number;
  acknowledged: number;
  /** Requests that were under way when the hub was killed. */
  unanswered: number;
  /** Of those, how many the restarted hub held, whole. */
  kept: number;
  replaysRefused: number;
  readonly problems: string[];
}

/** How long participants are at it before the latest kill, in milliseconds: each has had several turns. */
const MIX_MS = 1_500;

const manyPlatforms = (name: string) => Array.from({ length: 60 }, (_, nr) => `${name}${nr}`);
/** For signers that have taken as many steps with a platform as a hub takes in a day. */
const PLATFORMS = { suspends: manyPlatforms('s'), renews: manyPlatforms('r') };

/** Runs the rounds. Rejects only when a hub does not start. */
export async function runKillRounds({ kills, seed, databaseUrl, onRound }: KillOptions): Promise<KillReport> {
  const random = createRandom(seed, 1);
  const dataDir = await mkdtemp(join(tmpdir(), 'tracking-hub-kill-'));
  const [zto, sto] = [
    await startKitOperator('zto', 'courier', []),
    await startKitOperator('sto', 'courier', []),
  ];
  const report: KillReport = {
    kills: 0,
    acknowledged: 0,
    unanswered: 0,
    kept: 0,
    replaysRefused: 0,
    problems: [],
  };
  let hub: HubProcess | undefined;
  try {
    const location = databaseUrl === undefined ? { directory: join(dataDir, 'store') } : { url: databaseUrl };
    await register(location);
    const start = () => startHubProcess({ dataDir, databaseUrl });
    const publishers = [
      createPublisher('zto', zto.known.url),
      createPublisher('sto', sto.known.url),
    ] as const;
    const suspender = createSigner('zto', ['cainiao', ...PLATFORMS.suspends], { renews: false });
    const others = [
      createSigner('zto', ['jd', ...PLATFORMS.renews], { renews: true }),
      createSigner('sto', ['cainiao', ...PLATFORMS.suspends], { renews: false }),
      createAnnouncer('zto', 'A', { size: 5_000, isSame: true }),
      createAnnouncer('zto', 'B', { size: 200, isSame: false }),
      createAnnouncer('sto', 'C', { size: 300, isSame: true }),
    ];
    const clients: readonly Client[] = [...publishers, suspender, ...others];
    hub = await start();
    const firstRevision = hub.inventory.revision;
    // Agreements rest on the network that their operators published.
    for (const client of publishers) await client.act(hub.url);
    for (const client of clients) await client.act(hub.url);
    for (let round = 0; round < kills; round++) {
      const before = total(clients);
      const found: string[] = [];
      const moment = chooseMoment(random, round);
      await workUntilKilled(hub, clients, { moment, problems: found });
      const waiting = clients.filter((client) => client.isWaiting()).length;
      hub = await start();
      report.kills += 1;
      report.unanswered += waiting;
      const { inventory } = hub;
      found.push(...clients.flatMap((client) => client.check(inventory)));
      const { revision, versions, records } = inventory;
      if (revision !== firstRevision + versions.length + records.length)
        found.push(
          `revision ${revision} after ${versions.length} publications and ${records.length} records`,
        );
      if (inventory.revisions.some((each) => each > revision)) found.push('a row is newer than the network');
      report.kept +=
        revision - firstRevision - networkChanges([...publishers, suspender, ...others.slice(0, 2)]);
      report.replaysRefused += await replay(hub.url, clients, found);
      // What was not answered is sent again, and then everything is as if nothing had happened.
      await Promise.all(
        clients.filter((client) => client.isWaiting()).map((client) => client.act(current(hub).url)),
      );
      // Waits for the lease of the hub that was killed.
      await suspender.act(hub.url);
      found.push(...(await checkServed(hub.url, publishers, suspender)));
      const told = found.map((problem) => `kill ${round + 1} (${moment.text}): ${problem}`);
      report.problems.push(...told);
      for (const problem of told) onRound?.(problem);
      report.acknowledged = total(clients);
      onRound?.(
        `kill ${round + 1}, ${moment.text}: ${report.acknowledged - before} acknowledged, ${waiting} unanswered, ${found.length} problems`,
      );
    }
    await hub.stop();
    hub = await start();
    report.problems.push(...clients.flatMap((client) => client.check(current(hub).inventory)));
    return report;
  } finally {
    hub?.kill();
    await hub?.ended;
    await Promise.all([zto.stop(), sto.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  }
}

function current(hub: HubProcess | undefined): HubProcess {
  if (hub === undefined) throw new Error('no hub runs');
  return hub;
}

const total = (clients: readonly Client[]) => clients.reduce((sum, client) => sum + client.acknowledged(), 0);
const networkChanges = total;

async function register(location: { readonly directory: string } | { readonly url: string }): Promise<void> {
  const store = await openStore(location);
  const registrations = [
    ...['zto', 'sto'].map((code) => testRegistration(code, 'operator')),
    ...['cainiao', 'jd', ...PLATFORMS.suspends, ...PLATFORMS.renews].map((code) =>
      testRegistration(code, 'platform'),
    ),
    testRegistration('administrator', 'administrator'),
  ];
  await ensureParticipants(store, registrations, Date.now());
  await store.destroy();
}

/** A time, or the very moment at which the n-th acknowledgement comes in: what it says must be on the disk. */
type Moment = { readonly text: string; readonly afterMs?: number; readonly afterAnswers?: number };

function chooseMoment(random: ReturnType<typeof createRandom>, round: number): Moment {
  if (round % 3 === 2) {
    const afterAnswers = random.int(1, 30);
    return { text: `on acknowledgement ${afterAnswers}`, afterAnswers };
  }
  const afterMs = random.next() * MIX_MS;
  return { text: `after ${afterMs.toFixed(0)} ms`, afterMs };
}

/** All clients at once, each one request after the other, until the hub is gone. */
async function workUntilKilled(
  hub: HubProcess,
  clients: readonly Client[],
  { moment, problems }: { readonly moment: Moment; readonly problems: string[] },
): Promise<void> {
  let answers = 0;
  let isKilled = false;
  const kill = () => {
    isKilled = true;
    hub.kill();
  };
  const work = clients.map(async (client) => {
    while (!isKilled) {
      try {
        await client.act(hub.url);
        answers += 1;
        if (!isKilled && answers === moment.afterAnswers) kill();
      } catch (error) {
        if (!isKilled || error instanceof Refused) problems.push(String(error));
        return;
      }
    }
  });
  if (moment.afterMs !== undefined) {
    await sleep(moment.afterMs);
    kill();
  }
  await Promise.all([...work, hub.ended]);
}

/** Sends once more, byte for byte, what was acknowledged: each is refused. */
async function replay(hubUrl: string, clients: readonly Client[], problems: string[]): Promise<number> {
  let refused = 0;
  for (const client of clients) {
    const request = client.last();
    // Later it is refused for its age alone.
    if (request === undefined || Date.now() - request.sentAt > 45_000) continue;
    const { code } = await send(hubUrl, request);
    if (code === 'REPLAYED') refused += 1;
    else problems.push(`${client.name}: a request was taken twice (${code})`);
  }
  return refused;
}

/** What is served is what is published and signed. */
async function checkServed(
  hubUrl: string,
  publishers: readonly ReturnType<typeof createPublisher>[],
  suspender: ReturnType<typeof createSigner>,
): Promise<readonly string[]> {
  const ask = async (platform: string, query: string) => {
    const token = await requestToken(hubUrl, platform, ['ORDER_STATUS']);
    const response = await fetch(`${hubUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    return JSON.parse(await response.text());
  };
  const problems: string[] = [];
  for (const [at, code] of ['zto', 'sto'].entries()) {
    const expected = fieldOf(code, publishers[at]?.published() ?? 0);
    for (const field of [0, 1, 2].map((nr) => fieldOf(code, nr))) {
      const { errors } = await ask(
        'cainiao',
        `{ parcel(trackingNumber: "X1") { legs { ... on CourierLeg { ${field} } } } }`,
      );
      if ((errors === undefined) !== (field === expected))
        problems.push(`${field} is served ${errors === undefined}, published is ${expected}`);
    }
  }
  const { data } = await ask('cainiao', '{ parcel(trackingNumber: "A0000000000") { legs { asOf } } }');
  const { data: operators, errors } = await ask(
    suspender.platform(),
    '{ operators { code sharing { state } } }',
  );
  const zto = operators?.operators?.find(({ code }: { code: string }) => code === 'zto');
  const state = zto?.sharing?.state;
  const signed = suspender.isSuspended() ? 'SUSPENDED' : 'IN_FORCE';
  if (state !== signed)
    problems.push(`the pair is ${signed}, served is ${state} ${JSON.stringify(errors) ?? ''}`);
  if (data?.parcel == null) problems.push('a leg that was announced is not found');
  return problems;
}
