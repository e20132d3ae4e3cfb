/**
 * Where the story plays: a hub and five operators, each a process of its own, on a clock that the story moves. Whatever happens on
 * it goes through GraphQL with platforms' tokens, or through the `hub` command with a party's own key.
 */
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readSettings } from '../../readSettings.ts';
import type { Screen } from '../../screen.ts';
import { type CommandResult, commandHub } from '../commandHub.ts';
import { type ForkedProcess, forkProcess } from '../forkProcess.ts';
import { introduceDemo } from '../introduceDemo.ts';
import { type DemoManifest, seedDemo } from '../seedDemo.ts';
import { openDatabase } from './openDatabase.ts';
import { type OperatorProcesses, startOperatorProcesses } from './operatorProcesses.ts';
import { type AskAs, createPlatformClient } from './platformClient.ts';

/** What an operator told of a leg. */
export interface AnnouncedLeg {
  readonly parcel: string;
  readonly operator: string;
  readonly waybill: string;
  readonly platform: string | null;
  readonly status: string;
  readonly acceptedAt: string | null;
  readonly finalAt: string | null;
  readonly updatedAt: string;
}

export interface Stage {
  /** For files that parties write. */
  readonly folder: string;
  readonly manifest: DemoManifest;
  readonly legs: readonly AnnouncedLeg[];
  /** The hub's, in milliseconds since the epoch. */
  readonly clock: { now(): number; moveTo(time: number): Promise<void> };
  readonly operators: OperatorProcesses;
  readonly ask: AskAs;
  /** Runs the `hub` command with the profile of a participant. */
  hub(participant: string, ...args: readonly string[]): Promise<CommandResult>;
  /** Runs the `hub` command where there is no hub. */
  offline(...args: readonly string[]): Promise<CommandResult>;
}

/** Undoes what was done for the stage, the last thing first. */
export type Cleanups = (() => Promise<unknown>)[];

export interface StageAmount {
  readonly parcels: number;
  readonly inFlight: number;
}

/** The agreements are signed before the story begins, by its own clock. */
const INTRODUCED_BEFORE_MS = 60_000;
const DEMO_ANCHOR = '2026-11-20T12:00:00+08:00';

/** Opens it; `cleanups` are to be run whatever comes of it. Throws with a sentence when a part does not come up. */
export async function openStage(amount: StageAmount, screen: Screen, cleanups: Cleanups): Promise<Stage> {
  const { databaseUrl } = readSettings(process.env);
  const dataDir = await mkdtemp(join(tmpdir(), 'tracking-hub-2017-'));
  cleanups.push(() => rm(dataDir, { recursive: true, force: true, maxRetries: 3 }));
  const folder = join(dataDir, 'demo');
  await mkdir(folder);
  const database = databaseUrl === undefined ? undefined : await openDatabase(databaseUrl);
  if (database !== undefined) cleanups.push(() => database.drop());
  const startAt = Date.parse(DEMO_ANCHOR) - INTRODUCED_BEFORE_MS;
  const hub = forkProcess({
    name: 'the hub',
    module: new URL('./hubProcess.ts', import.meta.url),
    args: [dataDir, String(startAt)],
    env: { DATABASE_URL: database?.url ?? '', LOG_LEVEL: 'error' },
  });
  cleanups.push(() => hub.stop());
  const answering = hearUrl(hub, 'answering');
  // Whoever waits for it hears of a failure; until then nobody does.
  answering.catch(() => {});
  const [hubUrl, manifest] = await Promise.all([hearUrl(hub, 'listening'), seedDemo(folder, screen, amount)]);
  const places = { dataDir, folder, hubUrl };
  screen.line('starting the hub and five operators, and announcing their legs');
  const starting = startOperatorProcesses(places).then((operators) => {
    cleanups.push(() => operators.stop());
    return operators;
  });
  const [operators, legs] = await Promise.all([starting, answering.then(() => announceAll(places))]);
  screen.line('publishing their subgraphs, and signing their agreements');
  await introduceDemo(operators.listening, places);
  const clock = createClock(hub, startAt);
  await clock.moveTo(Date.parse(manifest.anchor));
  return {
    folder,
    manifest,
    legs,
    clock,
    operators,
    ask: createPlatformClient(places),
    hub: (participant, ...args) => commandHub([...args, '--profile', participant], places),
    // Nobody listens on port 1.
    offline: (...args) => commandHub(args, { ...places, hubUrl: 'http://127.0.0.1:1' }),
  };
}

function createClock(hub: ForkedProcess, startAt: number): Stage['clock'] {
  let now = startAt;
  let onMoved: (time: number) => void = () => {};
  hub.onMessage((message) => {
    const { time } = message as { time?: unknown };
    if (typeof time === 'number') onMoved(time);
  });
  return {
    now: () => now,
    async moveTo(time) {
      const moved = new Promise<number>((resolve) => {
        onMoved = resolve;
      });
      hub.send({ moveTo: time });
      now = await orItsEnd(hub, moved);
    },
  };
}

/** Where the hub is, once it says so in a message of that name. */
function hearUrl(hub: ForkedProcess, name: 'listening' | 'answering'): Promise<string> {
  const heard = new Promise<string>((resolve) => {
    hub.onMessage((message) => {
      const url = (message as Readonly<Record<string, unknown>>)[name];
      if (typeof url === 'string') resolve(url);
    });
  });
  return orItsEnd(hub, heard);
}

/** Rejects with the last words of a process when it ends before. */
function orItsEnd<Value>({ ended }: ForkedProcess, value: Promise<Value>): Promise<Value> {
  const end = ended.then(({ stderr }) => Promise.reject(new Error(stderr || 'the hub ended')));
  return Promise.race([value, end]);
}

/** Every operator announces its own legs, with its own key. */
async function announceAll(places: {
  readonly dataDir: string;
  readonly folder: string;
  readonly hubUrl: string;
}): Promise<readonly AnnouncedLeg[]> {
  const legs: AnnouncedLeg[] = [];
  const lines = new Map<string, string[]>();
  for await (const line of createInterface({
    input: createReadStream(join(places.folder, 'announcements.ndjson')),
  })) {
    const { operator, role: _, ...leg } = JSON.parse(line) as AnnouncedLeg & { readonly role: string };
    legs.push({ ...leg, operator });
    const own = lines.get(operator) ?? [];
    lines.set(operator, own);
    own.push(JSON.stringify(leg));
  }
  for (const [operator, own] of lines) {
    const file = join(places.folder, `${operator}-legs.ndjson`);
    await writeFile(file, own.join('\n'));
    const { exitCode, out, err } = await commandHub(
      ['legs', 'announce', file, '--profile', operator],
      places,
    );
    if (exitCode !== 0) throw new Error(`${operator} cannot announce its legs: ${err}${out}`);
  }
  return legs;
}
