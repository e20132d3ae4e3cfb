/** One contender under load for some seconds, and what everything that takes part has used meanwhile. */
import { cpus } from 'node:os';
import type { Contender } from '../contenders/startContenders.ts';
import type { LoadFunctions } from '../load/generator.ts';
import type { Child } from '../process/startChild.ts';
import type { MeasuredFunctions } from '../process/usage.ts';
import type { BenchQuery } from '../queries.ts';

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

export interface RoundOptions {
  readonly seconds: number;
  readonly concurrency: number;
  readonly seed: number;
}

/** Runs one round. Rejects when a request is not answered, or answered with errors. */
export async function runRound(
  query: BenchQuery,
  { url, readHeaders, child, helpers }: Contender,
  { operators, load, numbers }: MeasuredNetwork,
  { concurrency, seconds, seed }: RoundOptions,
): Promise<Round> {
  const beside = [...operators, ...helpers];
  const readAll = () => Promise.all([child, ...beside].map((each) => each.call('readUsage', null)));
  await readAll();
  const machine = readMachine();
  const milliseconds = seconds * 1000;
  const result = await load.call('run', {
    url,
    headers: await readHeaders(),
    query: query.name,
    numbers,
    concurrency,
    milliseconds,
    seed,
  });
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

/** A function that says how much CPU time all programs of the machine have used since now, in milliseconds. */
function readMachine(): () => number {
  const read = () =>
    cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
  const before = read();
  return () => read() - before;
}
