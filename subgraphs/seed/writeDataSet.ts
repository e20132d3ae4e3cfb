/**
 * Writes the demo's data set to a folder. Invariant: `manifest.json` appears last and only beside complete files, so a
 * folder without one was interrupted and is to be written again.
 */
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { announce } from './announce.ts';
import { DEMO_ANCHOR } from './clock.ts';
import { generateParcels, type TrueParcel } from './generate.ts';
import { OPERATOR_CODES, type OperatorCode, type Platform } from './journey.ts';
import { writeRecord } from './native/writeRecord.ts';
import { SITUATIONS } from './situations/allSituations.ts';
import { ANCHOR_MS } from './startTrip.ts';

/** How much to write, and whom to tell. */
export interface DataSetOptions {
  readonly seed?: number;
  readonly parcels?: number;
  /** So many more in flight, see `GenerateOptions`. */
  readonly inFlight?: number;
  /** Told now and then how far the work is, from 0 to 1. */
  readonly onProgress?: (progress: number, message: string) => void;
}

/** A parcel to look at. */
export interface Story {
  readonly trackingNumber: string;
  readonly platform: Platform;
  readonly legs: readonly { readonly operator: OperatorCode; readonly waybill: string }[];
  readonly about: string;
}

/** `manifest.json`: what is in the folder. */
export interface Manifest {
  readonly version: 1;
  readonly seed: number;
  /** "Now" of the demo. */
  readonly anchor: string;
  readonly parcels: number;
  /** Lines of `announcements.ndjson`. */
  readonly legs: number;
  /** Lines of each operator's file. */
  readonly operators: Readonly<Record<string, number>>;
  readonly stories: Readonly<Record<string, Story>>;
  /** Parcels with one SF Express and one Hive Box leg of eight events each. */
  readonly benchParcels: readonly string[];
  /** SF Express's waybills of the parcels that were asked for as in flight. */
  readonly inFlightParcels: readonly string[];
}

export const DEFAULT_SEED = 20170601;
export const DEFAULT_PARCELS = 20_000;

const ANNOUNCEMENTS = 'announcements';
const PROGRESS_EVERY = 1_000;

/** Writes the data set and returns its manifest. */
export function writeDataSet(folder: string, options: DataSetOptions = {}): Manifest {
  const { seed = DEFAULT_SEED, parcels = DEFAULT_PARCELS, inFlight = 0, onProgress = () => {} } = options;
  const total = parcels + inFlight;
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, 'manifest.json'), { force: true });
  const files = new Map(
    [...OPERATOR_CODES, ANNOUNCEMENTS].map((name) => [name, new LineFile(folder, `${name}.ndjson`)]),
  );
  const put = (name: string, value: object) => files.get(name)?.add(value);
  const stories: Record<string, Story> = {};
  const benchParcels: string[] = [];
  const inFlightParcels: string[] = [];
  let written = 0;
  for (const parcel of generateParcels({ seed, parcels, inFlight })) {
    putParcel(parcel, put);
    const [first] = parcel.journey.legs;
    if (parcel.isBench && first !== undefined) benchParcels.push(first.waybill);
    if (parcel.isInFlight && first !== undefined) inFlightParcels.push(first.waybill);
    if (parcel.story !== null) stories[parcel.story] = toStory(parcel.story, parcel);
    written++;
    if (written % PROGRESS_EVERY === 0)
      onProgress((written / total) * 0.98, `${written} of ${total} parcels`);
  }
  const manifest: Manifest = {
    version: 1,
    seed,
    anchor: DEMO_ANCHOR,
    parcels: written,
    legs: files.get(ANNOUNCEMENTS)?.count ?? 0,
    operators: Object.fromEntries(OPERATOR_CODES.map((code) => [code, files.get(code)?.count ?? 0])),
    stories,
    benchParcels,
    inFlightParcels,
  };
  for (const file of files.values()) file.finish();
  const last = new LineFile(folder, 'manifest.json');
  last.addText(`${JSON.stringify(manifest, null, 2)}\n`);
  last.finish();
  onProgress(1, `${written} parcels, ${manifest.legs} legs`);
  return manifest;
}

function putParcel({ journey }: TrueParcel, put: (name: string, value: object) => void): void {
  for (const leg of journey.legs) {
    const { record, leg: told } = writeRecord({ journey, leg, anchor: ANCHOR_MS });
    // A reused number's old record is gone at the operator; the directory still knows that there was one.
    if (!leg.isForgotten) put(leg.operator, record);
    put(ANNOUNCEMENTS, announce(journey, leg, told));
  }
}

/** Of a reused number, the newer parcel is told: that is what the operator answers with. */
function toStory(name: string, { journey }: TrueParcel): Story {
  const legs = journey.legs.map(({ operator, waybill }) => ({ operator, waybill }));
  return {
    trackingNumber: legs[0]?.waybill ?? '',
    platform: journey.platform,
    legs,
    about: SITUATIONS[name]?.about ?? '',
  };
}

/** A file of lines under a temporary name until it is complete. */
class LineFile {
  count = 0;
  readonly #path: string;
  readonly #descriptor: number;
  #pending = '';

  constructor(folder: string, name: string) {
    this.#path = join(folder, name);
    this.#descriptor = openSync(`${this.#path}.part`, 'w');
  }

  add(value: object): void {
    this.count++;
    this.addText(`${JSON.stringify(value)}\n`);
  }

  addText(text: string): void {
    this.#pending += text;
    if (this.#pending.length > 1_000_000) this.#flush();
  }

  finish(): void {
    this.#flush();
    closeSync(this.#descriptor);
    renameSync(`${this.#path}.part`, this.#path);
  }

  #flush(): void {
    writeSync(this.#descriptor, this.#pending);
    this.#pending = '';
  }
}
