/** Makes the demo's data: writes each operator's own records once, and announces their legs to the directory. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DirectoryStore, LegAnnouncement } from '../../store/directoryStore.ts';
import type { Screen } from '../screen.ts';
import { forkProcess } from './forkProcess.ts';

/** What the seeding wrote last of all: its presence says that the data are complete. */
export interface DemoManifest {
  readonly version: number;
  readonly seed: number;
  /** The demo's `now`, ISO 8601. */
  readonly anchor: string;
  readonly parcels: number;
  readonly legs: number;
  readonly stories: Readonly<Record<string, { readonly trackingNumber: string; readonly about: string }>>;
  readonly benchParcels: readonly string[];
  /** SF Express's waybills of parcels of Cainiao, all in flight; none unless asked for. */
  readonly inFlightParcels?: readonly string[];
}

/** How much to write, where it is not the demo's usual amount. */
export interface DemoAmount {
  readonly parcels: number;
  /** So many more of Cainiao, all in flight. */
  readonly inFlight: number;
}

const SEED = new URL('../../../subgraphs/seed/main.ts', import.meta.url);
const ANNOUNCED_AT_ONCE = 5_000;

/** The demo's data in a folder, made when they are not there. Throws with a sentence when the seeding fails. */
export async function seedDemo(
  folder: string,
  screen: Pick<Screen, 'progress'>,
  amount?: DemoAmount,
): Promise<DemoManifest> {
  const known = await readManifest(folder);
  if (known !== undefined) return known;
  const seeding = forkProcess({ name: 'seeding', module: SEED, args: [folder], env: toEnv(amount) });
  seeding.onMessage((message) => {
    const { progress } = message as { progress?: unknown };
    if (typeof progress === 'number') screen.progress('writing the data of five operators', progress);
  });
  const { code, stderr } = await seeding.ended;
  const manifest = await readManifest(folder);
  if (code !== 0 || manifest === undefined) throw new Error(stderr || 'the demo data could not be written');
  return manifest;
}

function toEnv(amount: DemoAmount | undefined): Readonly<Record<string, string>> {
  if (amount === undefined) return {};
  return { SEED_PARCELS: String(amount.parcels), SEED_IN_FLIGHT: String(amount.inFlight) };
}

async function readManifest(folder: string): Promise<DemoManifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as DemoManifest;
    return manifest.version === 1 ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** Announces every leg of the folder to the directory, some thousand at a time. */
export async function announceDemo(
  folder: string,
  directory: DirectoryStore,
  total: number,
  screen: Screen,
): Promise<void> {
  const lines = createInterface({ input: createReadStream(join(folder, 'announcements.ndjson')) });
  let waiting: LegAnnouncement[] = [];
  let announced = 0;
  const send = async () => {
    await directory.announce(waiting);
    announced += waiting.length;
    waiting = [];
    screen.progress('announcing legs to the directory', Math.min(announced / total, 1));
  };
  for await (const line of lines) {
    waiting.push(JSON.parse(line) as LegAnnouncement);
    if (waiting.length === ANNOUNCED_AT_ONCE) await send();
  }
  if (waiting.length > 0) await send();
}
