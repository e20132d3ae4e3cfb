/** Prints how a pair stands for a terminal. Invariant: no control character of a hub's answer reaches it. */
import { printableText } from '../../base/printableText.ts';
import type { PairView } from './fetchPair.ts';

/** One line: `hive-box--cainiao  SUSPENDED since ... by cainiao (COMMERCIAL); EXPIRED at ...`. */
export function printStanding({ pair, standing, offer }: PairView): string {
  const { state, since, by, reason, next, version, isDisputed } = standing;
  const parts = [
    `${pair}  ${state}`,
    ...(version === null ? [] : [`version ${version}`]),
    ...(since === null ? [] : [`since ${since}`]),
    ...(by === null ? [] : [`by ${by}`]),
    ...(reason === null ? [] : [`(${reason})`]),
  ];
  const marks = [
    ...(offer === null ? [] : [`version ${offer.version} is offered by ${offer.by}`]),
    ...(next === null ? [] : [`${next.state} at ${next.at}`]),
    ...(isDisputed ? ['in dispute'] : []),
  ];
  return printableText([parts.join(' '), ...marks].join('; '));
}

/** Everything that is known of a pair, without the documents. */
export function printPair(view: PairView): string {
  const { standing, versions, offer, stops, disputes, measures, head } = view;
  return [
    printStanding(view),
    ...(standing.floorBefore === null
      ? []
      : [`  only the continuity floor is served, of parcels accepted before ${standing.floorBefore}`]),
    ...(standing.withheld.length === 0 ? [] : [`  withheld by a measure: ${standing.withheld.join(', ')}`]),
    ...versions.map(
      ({ version, from, until, noticeHours }) =>
        `  version ${version}: ${from} to ${until}, notice ${noticeHours} h`,
    ),
    ...(offer === null ? [] : [`  offered by ${offer.by} at ${offer.at}: version ${offer.version}`]),
    ...stops.map(
      ({ kind, by, reason, declaredAt, effectiveAt, endsAt }) =>
        `  ${kind.toLowerCase()} by ${by} (${reason}), declared ${declaredAt}, in effect from ${effectiveAt}${endsAt === null ? '' : ` to ${endsAt}`}`,
    ),
    ...disputes.map(
      ({ by, openedAt, settledAt }) =>
        `  dispute opened by ${by} at ${openedAt}${settledAt === null ? '' : `, settled ${settledAt}`}`,
    ),
    ...measures.map(
      ({ kind, by, from, until, withhold }) =>
        `  measure ${kind} by ${by}, ${from} to ${until}${withhold.length === 0 ? '' : `: ${withhold.join(', ')}`}`,
    ),
    `  ${head.seq} records${head.hash === null ? '' : `, the newest is ${head.hash}`}`,
  ]
    .map(printLine)
    .join('\n');
}

/** Indentation is ours. */
function printLine(line: string): string {
  return line.startsWith('  ') ? `  ${printableText(line.slice(2))}` : printableText(line);
}
