/** A small data set for tests, written once per test file, and readers of what is in it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { readRecords as readChinaPost } from '../../subgraphs/china-post/native.ts';
import { toLeg as chinaPostLeg } from '../../subgraphs/china-post/toLeg.ts';
import { readRecords as readHiveBox } from '../../subgraphs/hive-box/native.ts';
import { toLeg as hiveBoxLeg } from '../../subgraphs/hive-box/toLeg.ts';
import { readRecords as readInPost } from '../../subgraphs/inpost/native.ts';
import { toLeg as inpostLeg } from '../../subgraphs/inpost/toLeg.ts';
import type { CourierLeg, LockerLeg } from '../../subgraphs/kit/contract.ts';
import type { Records } from '../../subgraphs/kit/records.ts';
import type { Announcement } from '../../subgraphs/seed/announce.ts';
import type { OperatorCode } from '../../subgraphs/seed/journey.ts';
import { type DataSetOptions, type Manifest, writeDataSet } from '../../subgraphs/seed/writeDataSet.ts';
import { readRecords as readSfExpress } from '../../subgraphs/sf-express/native.ts';
import { toLeg as sfExpressLeg } from '../../subgraphs/sf-express/toLeg.ts';
import { readRecords as readZto } from '../../subgraphs/zto/native.ts';
import { toLeg as ztoLeg } from '../../subgraphs/zto/toLeg.ts';

type AnyLeg = CourierLeg | LockerLeg;

/** What one operator answers, by waybill. */
export interface Answers {
  readonly waybills: readonly string[];
  readonly legOf: (waybill: string) => AnyLeg | null;
}

/** A data set on disk. */
export interface DataSet {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly announcements: readonly Announcement[];
  readonly answers: Readonly<Record<OperatorCode, Answers>>;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is removed after the tests of the file. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'seed-'));
  folders.push(folder);
  return folder;
}

/** Writes a data set of 500 parcels, or as asked, and opens it as the operators do. */
export function seedForTest(options: DataSetOptions = { parcels: 500 }): DataSet {
  const folder = makeFolder();
  const manifest = writeDataSet(folder, options);
  const answers = {
    'sf-express': open(readSfExpress(join(folder, 'sf-express.ndjson')), sfExpressLeg),
    zto: open(readZto(join(folder, 'zto.ndjson')), ztoLeg),
    'china-post': open(readChinaPost(join(folder, 'china-post.ndjson')), chinaPostLeg),
    'hive-box': open(readHiveBox(join(folder, 'hive-box.ndjson')), hiveBoxLeg),
    inpost: open(readInPost(join(folder, 'inpost.ndjson')), inpostLeg),
  };
  return { folder, manifest, announcements: readLines(join(folder, 'announcements.ndjson')), answers };
}

/** The items by key, each in its order. */
export function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** The values on the lines of a file. */
export function readLines<Value>(file: string): readonly Value[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function open<NativeRecord>(
  records: Records<NativeRecord>,
  toLeg: (record: NativeRecord) => AnyLeg,
): Answers {
  return {
    waybills: [...records.waybills()],
    legOf: (waybill) => {
      const record = records.find(waybill);
      return record === null ? null : toLeg(record);
    },
  };
}
