/**
 * Alternating rounds: every contender in turn, the order rotated from round to round, medians over the rounds. A round in
 * which other programs took part of the machine is run again, some times; what is left of such rounds counts for nothing.
 */
import type { ContenderName } from '../contenders/startContenders.ts';
import type { BenchQuery } from '../queries.ts';
import { type MeasuredNetwork, type Round, type RoundOptions, runRound } from './runRound.ts';

export interface MeasureOptions extends RoundOptions {
  readonly rounds: number;
  readonly warmUpSeconds: number;
}

export interface Measured {
  readonly contender: ContenderName;
  readonly median: Round;
  /** The rounds that count; those of all contenders stand in the same order. */
  readonly rounds: readonly Round[];
}

export interface Measurement {
  readonly contenders: readonly Measured[];
  /** Rounds in which other programs had more than `QUIET_SHARE` of the machine. */
  readonly disturbedRounds: number;
  /** True when there were no others, so that the disturbed ones had to be taken. */
  readonly isDisturbed: boolean;
}

/** What other programs may have of the machine in a round that counts. */
export const QUIET_SHARE = 0.05;

/** Measures one query on all contenders. */
export async function measure(
  query: BenchQuery,
  network: MeasuredNetwork,
  options: MeasureOptions,
  onProgress: (done: number) => void,
): Promise<Measurement> {
  const { contenders } = network;
  for (const contender of contenders) {
    await runRound(query, contender, network, { ...options, seconds: options.warmUpSeconds });
  }
  const quiet: ReadonlyMap<ContenderName, Round>[] = [];
  const disturbed: ReadonlyMap<ContenderName, Round>[] = [];
  // As many rounds again as were asked for, and no more: a machine that is never quiet must not hold up the report.
  for (let round = 0; round < options.rounds * 2 && quiet.length < options.rounds; round++) {
    onProgress(quiet.length / options.rounds);
    const results = new Map<ContenderName, Round>();
    for (const contender of rotate(contenders, round)) {
      const seeded = { ...options, seed: options.seed + round };
      results.set(contender.name, await runRound(query, contender, network, seeded));
    }
    const isQuiet = [...results.values()].every(({ otherwiseBusy }) => otherwiseBusy <= QUIET_SHARE);
    (isQuiet ? quiet : disturbed).push(results);
  }
  onProgress(1);
  const isDisturbed = quiet.length === 0;
  const counting = isDisturbed ? disturbed : quiet;
  return {
    contenders: contenders.map(({ name }) => {
      const rounds = counting.flatMap((results) => results.get(name) ?? []);
      return { contender: name, median: medianOf(rounds), rounds };
    }),
    disturbedRounds: disturbed.length,
    isDisturbed,
  };
}

function rotate<Item>(items: readonly Item[], by: number): readonly Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
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
