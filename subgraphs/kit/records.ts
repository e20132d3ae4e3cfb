/**
 * What the reference operators have instead of a database: a file of the seeded data set with one native record per line,
 * kept as bytes and parsed on request. Built legs are kept for the next request, the oldest ones given up.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One operator's native records by waybill. */
export interface Records<NativeRecord> {
  readonly count: number;
  readonly find: (waybill: string) => NativeRecord | null;
  readonly waybills: () => Iterable<string>;
}

const MOST_KEPT_LEGS = 5_000;
const NEW_LINE = 10;
const QUOTE = 34;

/** Reads a file of records whose first field is the waybill: `{"mailNo":"SF...",...}`. */
export function readRecords<NativeRecord>(file: string): Records<NativeRecord> {
  const bytes = readFileSync(file);
  const starts = new Map<string, number>();
  for (let start = 0; start < bytes.length; ) {
    const end = endOfLine(bytes, start);
    // The waybill stands between the third and the fourth quotation mark; it is ASCII in every format.
    const opening = bytes.indexOf(QUOTE, bytes.indexOf(QUOTE, start + 2) + 1);
    starts.set(bytes.toString('latin1', opening + 1, bytes.indexOf(QUOTE, opening + 1)), start);
    start = end + 1;
  }
  return {
    count: starts.size,
    waybills: () => starts.keys(),
    find: (waybill) => {
      const start = starts.get(waybill);
      return start === undefined ? null : JSON.parse(bytes.toString('utf8', start, endOfLine(bytes, start)));
    },
  };
}

/** The operator's file in the folder `OPERATOR_DATA_DIR`; ends the process with a sentence when there is none. */
export function openRecords<NativeRecord>(
  code: string,
  read: (file: string) => Records<NativeRecord>,
): Records<NativeRecord> {
  const folder = process.env['OPERATOR_DATA_DIR'];
  const file = join(folder ?? '.', `${code}.ndjson`);
  try {
    if (folder === undefined) throw new Error('OPERATOR_DATA_DIR is not set');
    return read(file);
  } catch (error) {
    const cause =
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : error;
    process.stderr.write(
      `${code} cannot read its records from ${file} (${cause instanceof Error ? cause.message : cause}): seed a folder with \`node --import tsx subgraphs/seed/main.ts FOLDER\` and set OPERATOR_DATA_DIR to it.\n`,
    );
    process.exit(1);
  }
}

/** The batched function that the kit wants: legs built from records, each once. */
export function findLegs<NativeRecord, Leg>(
  records: Records<NativeRecord>,
  toLeg: (record: NativeRecord) => Leg,
): (waybills: readonly string[]) => Promise<readonly (Leg | null)[]> {
  const kept = new Map<string, Leg>();
  const build = (waybill: string): Leg | null => {
    const found = kept.get(waybill);
    if (found !== undefined) return found;
    const record = records.find(waybill);
    if (record === null) return null;
    const leg = toLeg(record);
    const [oldest] = kept.size < MOST_KEPT_LEGS ? [] : kept.keys();
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(waybill, leg);
    return leg;
  };
  return async (waybills) => waybills.map(build);
}

function endOfLine(bytes: Buffer, start: number): number {
  const end = bytes.indexOf(NEW_LINE, start);
  return end === -1 ? bytes.length : end;
}
