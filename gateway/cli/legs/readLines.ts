/**
 * Reads a file of JSON objects, one on each line, in groups. Invariant: it holds one group at a time, whatever the size of the file,
 * and a line that is no object is told with its number and stops nothing.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { isObject } from '../../base/ownRecord.ts';
import { Refusal } from '../hub/terminal.ts';

/** A line of the file; lines count from 1. */
export type Line =
  | { readonly line: number; readonly value: Readonly<Record<string, unknown>> }
  | { readonly line: number; readonly problem: string };

export interface LineGroup {
  readonly lines: readonly Line[];
  /** How much of the file is read, from 0 to 1 where its size is known. */
  readonly bytes: number;
}

/** Longer than any leg is by far. */
const LONGEST_LINE = 64 * 1024;

/** The lines that are not empty, in groups. Throws a `Refusal` where the file cannot be read. */
export async function* readLines(path: string, name: string, groupSize: number): AsyncGenerator<LineGroup> {
  const stream = createReadStream(path);
  let failure: Error | undefined;
  // Reading by line ends quietly when the file cannot be read on.
  stream.on('error', (error) => {
    failure = error;
    reader.close();
  });
  const reader = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  // It repeats what the stream has said.
  reader.on('error', () => {});
  let lines: Line[] = [];
  let line = 0;
  for await (const text of reader) {
    line += 1;
    if (text.trim() === '') continue;
    lines.push(readLine(line, text));
    if (lines.length < groupSize) continue;
    yield { lines, bytes: stream.bytesRead };
    lines = [];
  }
  if (failure !== undefined) throw new Refusal(`\`${name}\` cannot be read: ${failure.message}`);
  if (lines.length > 0) yield { lines, bytes: stream.bytesRead };
}

function readLine(line: number, text: string): Line {
  if (text.length > LONGEST_LINE) return { line, problem: `is longer than ${LONGEST_LINE} characters` };
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { line, value };
  } catch {
    // Said below.
  }
  return { line, problem: 'is no JSON object; write one leg on each line' };
}
