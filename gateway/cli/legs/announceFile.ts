/**
 * `hub legs announce`: sends the legs of a file, in calls as large as the hub takes. Invariant: it can be stopped and started anew at
 * any time, since a leg that is announced twice is as one that is announced once.
 */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { countOf } from '../../base/countOf.ts';
import { printableText } from '../../base/printableText.ts';
import { LONGEST_WAYBILL } from '../../registry/legs/readAnnouncement.ts';
import type { ControlClient, OpenControl } from '../control/controlClient.ts';
import { EXIT, type ExitCode, type Format, Refusal, type Terminal, writeResult } from '../hub/terminal.ts';
import { createScreen } from '../screen.ts';
import { findShapeFault } from './findShapeFault.ts';
import { type Line, readLines } from './readLines.ts';

export interface AnnounceOptions {
  readonly profile?: string;
  readonly format: Format;
}

interface FailedLine {
  readonly line: number;
  readonly waybill: string | null;
  readonly code: string;
  readonly message: string;
}

/** As many as the hub takes. */
const CALL_SIZE = 5_000;
/** More say nothing new; the JSON has as many. */
const MOST_FAILURES = 1_000;

/** Announces the file and says what became of it. Throws a `Refusal`. */
export async function announceFile(
  terminal: Terminal,
  file: string,
  options: AnnounceOptions,
  openControl: OpenControl,
): Promise<ExitCode> {
  const path = resolve(terminal.cwd, file);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new Refusal(`there is no file \`${file}\``);
  if (stats.isDirectory())
    throw new Refusal(`\`${file}\` is a folder; name a file with one leg on each line`);
  const { size } = stats;
  const client = await openControl(terminal, options);
  const screen = createScreen(terminal.err);
  const failures: FailedLine[] = [];
  let accepted = 0;
  let failed = 0;
  for await (const { lines, bytes } of readLines(path, file, CALL_SIZE)) {
    const answer = await announce(client, lines, file, accepted);
    accepted += answer.accepted;
    failed += answer.failures.length;
    failures.push(...answer.failures.slice(0, MOST_FAILURES - failures.length));
    screen.progress(`announcing ${file}`, size === 0 ? 1 : Math.min(1, bytes / size));
  }
  if (accepted + failed === 0) throw new Refusal(`\`${file}\` holds no legs`, EXIT.problems);
  const result = { operator: client.participant, accepted, failed, failures };
  writeResult(terminal, options.format, result, sayResult(result, file));
  return failed === 0 ? EXIT.fine : EXIT.problems;
}

interface Announced {
  readonly accepted: number;
  readonly failures: readonly FailedLine[];
}

/** A line as it is sent, or why it is not. */
async function announce(
  client: ControlClient,
  lines: readonly Line[],
  file: string,
  before: number,
): Promise<Announced> {
  const legs: (Line & { readonly value: unknown })[] = [];
  const unread: FailedLine[] = [];
  for (const each of lines) {
    const message = 'problem' in each ? `the line ${each.problem}` : findShapeFault(each.value);
    if (message === undefined && 'value' in each) legs.push(each);
    else if (message !== undefined) unread.push(toFailure(each, message));
  }
  if (legs.length === 0) return { accepted: 0, failures: unread };
  const { accepted, failures } = await ask(client, legs, file, before);
  const told = failures.map(({ index, ...failure }) => ({ ...failure, line: legs[index]?.line ?? 0 }));
  return { accepted, failures: [...unread, ...told].sort((one, other) => one.line - other.line) };
}

function toFailure(line: Line, message: string): FailedLine {
  const waybill = 'value' in line ? line.value['waybill'] : null;
  return {
    line: line.line,
    waybill: typeof waybill === 'string' ? waybill.slice(0, LONGEST_WAYBILL) : null,
    code: 'BAD_LINE',
    message,
  };
}

const ANNOUNCE = `mutation AnnounceLegs($legs: [LegAnnouncementInput!]!) {
  announceLegs(legs: $legs) { accepted failures { index waybill code message } }
}`;

interface AnnounceAnswer {
  readonly announceLegs: {
    readonly accepted: number;
    readonly failures: readonly (Omit<FailedLine, 'line'> & { readonly index: number })[];
  };
}

/** A call that is refused as a whole says which lines it had: what was sent before them is stored. */
async function ask(
  client: ControlClient,
  legs: readonly (Line & { readonly value: unknown })[],
  file: string,
  before: number,
): Promise<AnnounceAnswer['announceLegs']> {
  try {
    const variables = { legs: legs.map(({ value }) => value) };
    return (await client.ask<AnnounceAnswer>(ANNOUNCE, variables)).announceLegs;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const place = `lines ${legs[0]?.line} to ${legs.at(-1)?.line} of \`${file}\` were not taken`;
    const taken = before === 0 ? [] : [`${countOf(before, 'leg')} before them were taken`];
    const again = error.exitCode === EXIT.unreachable ? ['the same command can be run again'] : [];
    throw new Refusal(`${error.message}\n  ${[place, ...taken, ...again].join('; ')}`, error.exitCode);
  }
}

function sayResult(
  {
    operator,
    accepted,
    failed,
    failures,
  }: Omit<Announced, 'accepted'> & {
    readonly operator: string;
    readonly accepted: number;
    readonly failed: number;
  },
  file: string,
): string {
  const lines = failures.map(({ line, waybill, message }) => {
    const named = waybill === null ? '' : ` ${printableText(waybill)}`;
    return `  ${file}:${line}${named}: ${printableText(message)}`;
  });
  const more = failed > failures.length ? [`  and ${failed - failures.length} more`] : [];
  const count = `${countOf(accepted, 'leg')} of ${operator} announced`;
  if (failed === 0) return `${count}\nsee one: hub token --platform ... and ask \`parcel\` for its number`;
  const refused = `${failed.toLocaleString('en')} not taken; mend these lines and announce the file again`;
  return [`${count}, ${refused}`, ...lines, ...more].join('\n');
}
