/** Alternating rounds: every contender in turn, the order rotated from round to round, medians over the rounds. */
import { cpus } from 'node:os';
import type { Contender, ContenderName } from '../contenders/startContenders.ts';
import type { LoadFunctions } from '../load/generator.ts';
import type { Child } from '../process/startChild.ts';
import type { MeasuredFunctions } from '../process/usage.ts';
import type { BenchQuery } from '../queries.ts';

export interface MeasureOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly concurrency: number;
  readonly seed: number;
}

/** What is measured, and everything that runs beside it. */
export interface MeasuredNetwork {
  readonly contenders: readonly Contender[];
  readonly operators: readonly Child<MeasuredFunctions>[];
  readonly load: Child<LoadFunctions>;
  readonly numbers: readonly string[];
}

/** One contender in one round; times are for one request. */
export interface Round {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU time of the contender's process, all threads. */
  readonly cpuMs: number;
  /** How long the contender's event loop was busy, waiting for a core included. */
  readonly busyMs: number;
  /** CPU time of the operators, and of the process that serves the hub's graphs to a contender. */
  readonly besideCpuMs: number;
  readonly loadCpuMs: number;
  readonly peakRssBytes: number;
  /** Share of the machine that was busy with none of this, 0 to 1: other programs and the kernel's own work. */
  readonly otherwiseBusy: number;
}

export interface Measured {
  readonly contender: ContenderName;
  readonly median: Round;
  readonly rounds: readonly Round[];
}

/** Measures one query on all contenders. */
export async function measure(
  query: BenchQuery,
  network: MeasuredNetwork,
  options: MeasureOptions,
  onProgress: (done: number) => void,
): Promise<readonly Measured[]> {
  const { contenders } = network;
  const total = contenders.length * (options.rounds + 1);
  let done = 0;
  const advance = () => onProgress(++done / total);
  for (const contender of contenders) {
    await runRound(query, contender, network, { ...options, seconds: options.warmUpSeconds });
    advance();
  }
  const rounds = new Map<ContenderName, Round[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < options.rounds; round++) {
    for (const contender of rotate(contenders, round)) {
      const seeded = { ...options, seed: options.seed + round + 1 };
      rounds.get(contender.name)?.push(await runRound(query, contender, network, seeded));
      advance();
    }
  }
  return contenders.map(({ name }) => {
    const each = rounds.get(name) ?? [];
    return { contender: name, median: medianOf(each), rounds: each };
  });
}

async function runRound(
  query: BenchQuery,
  { url, child, helpers }: Contender,
  { operators, load, numbers }: MeasuredNetwork,
  { concurrency, seconds, seed }: MeasureOptions,
): Promise<Round> {
  const beside = [...operators, ...helpers];
  const readAll = () => Promise.all([child, ...beside].map((each) => each.call('readUsage', null)));
  await readAll();
  const machine = readMachine();
  const milliseconds = seconds * 1000;
  const result = await load.call('run', { url, query: query.name, numbers, concurrency, milliseconds, seed });
  const busyCpuMs = machine();
  const [own, ...others] = await readAll();
  if (own === undefined) throw new Error('a contender was asked what it has used');
  const besideCpuMs = others.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const foreignCpuMs = busyCpuMs - own.cpuMs - besideCpuMs - result.cpuMs;
  return {
    requests: result.requests,
    requestsPerSecond: (result.requests / result.milliseconds) * 1000,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    cpuMs: own.cpuMs / result.requests,
    busyMs: own.busyMs / result.requests,
    besideCpuMs: besideCpuMs / result.requests,
    loadCpuMs: result.cpuMs / result.requests,
    peakRssBytes: own.peakRssBytes,
    otherwiseBusy: Math.max(0, foreignCpuMs) / (result.milliseconds * cpus().length),
  };
}

function rotate<Item>(items: readonly Item[], by: number): readonly Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

/** A function that says how much CPU time all programs of the machine have used since now, in milliseconds. */
function readMachine(): () => number {
  const read = () =>
    cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
  const before = read();
  return () => read() - before;
}

/** The median of each figure by itself; of memory, the largest. */
function medianOf(rounds: readonly Round[]): Round {
  const of = (read: (round: Round) => number) => median(rounds.map(read));
  return {
    requests: of((round) => round.requests),
    requestsPerSecond: of((round) => round.requestsPerSecond),
    p50Ms: of((round) => round.p50Ms),
    p99Ms: of((round) => round.p99Ms),
    cpuMs: of((round) => round.cpuMs),
    busyMs: of((round) => round.busyMs),
    besideCpuMs: of((round) => round.besideCpuMs),
    loadCpuMs: of((round) => round.loadCpuMs),
    peakRssBytes: Math.max(...rounds.map((round) => round.peakRssBytes)),
    otherwiseBusy: of((round) => round.otherwiseBusy),
  };
}

/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
