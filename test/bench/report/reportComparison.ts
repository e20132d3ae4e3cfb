/** The comparison, as text and as data. */
import { type Measurement, median, QUIET_SHARE } from '../compare/measure.ts';
import type { ContenderName } from '../contenders/startContenders.ts';
import { canPin } from '../process/pinProcess.ts';
import type { BenchQuery } from '../queries.ts';
import { number, printTable } from './printTable.ts';

/** One query on all contenders. */
export interface Comparison extends Measurement {
  readonly query: BenchQuery;
  readonly concurrency: number;
  /** How many times as many requests per second as each other contender the hub answers: the median over the rounds. */
  readonly hubRatios: Readonly<Partial<Record<ContenderName, number>>>;
}

/** Adds the ratios to what was measured: compared round by round, since a machine's speed drifts in the course of minutes. */
export function compare(query: BenchQuery, concurrency: number, measurement: Measurement): Comparison {
  const { contenders } = measurement;
  const hub = contenders.find(({ contender }) => contender === 'hub');
  const others = contenders.filter(({ contender }) => contender !== 'hub');
  const ratios = others.map(({ contender, rounds }) => {
    const each = rounds.map(
      (round, index) => (hub?.rounds[index]?.requestsPerSecond ?? 0) / round.requestsPerSecond,
    );
    return [contender, median(each)];
  });
  return {
    query,
    concurrency,
    ...measurement,
    hubRatios: hub === undefined ? {} : Object.fromEntries(ratios),
  };
}

/** The lines of one comparison. */
export function printComparison(comparison: Comparison): readonly string[] {
  const { query, concurrency, contenders, hubRatios, disturbedRounds, isDisturbed } = comparison;
  const header = ['', 'req/s', 'p50 ms', 'p99 ms', 'CPU ms', 'operators', 'peak MB', 'hub is'];
  const rows = contenders.map(({ contender, median: middle }) => {
    const ratio = hubRatios[contender];
    return [
      contender,
      ...[middle.requestsPerSecond, middle.p50Ms, middle.p99Ms, middle.cpuMs, middle.besideCpuMs].map(number),
      number(middle.peakRssBytes / 1024 ** 2),
      ratio === undefined ? '' : `${number(ratio)} x`,
    ];
  });
  return [
    `${query.name}: ${query.about}; ${concurrency} requests at a time`,
    ...printTable([header, ...rows]).map((line) => `  ${line}`),
    ...(disturbedRounds === 0 ? [] : [`  ${explainDisturbed(disturbedRounds, isDisturbed)}`]),
  ];
}

function explainDisturbed(rounds: number, isDisturbed: boolean): string {
  const what = `in ${rounds} rounds other programs had over ${QUIET_SHARE * 100} % of the machine`;
  return isDisturbed
    ? `do not trust these figures: ${what}, and there were no other rounds`
    : `${what}; these rounds were left out`;
}

/** What the columns mean, and what is not fair. */
export const COMPARISON_NOTES: readonly string[] = [
  "CPU ms: CPU time of the contender's process for one request, the embedded database's thread included; operators: that of",
  'the operators (for hive, with the process that serves it directory and timeline); peak MB: the largest resident set,',
  'looked at ten times a second during the rounds; hub is: its requests per second over those of this contender, compared',
  canPin
    ? 'round by round. The contender has a core of its own; load and operators share the rest.'
    : 'round by round. Load, contender and operators share the cores: nothing can be pinned to one here.',
  'All answer from the same seeded data with equal JSON (verified before measuring) and look parcels up in an embedded',
  'PGlite of their own with the same legs, in memory. hive reaches directory and timeline over HTTP: two hops more than',
  'the hub and bare, which run them in process. proxy checks, limits and plans nothing. NODE_ENV=production everywhere.',
];
