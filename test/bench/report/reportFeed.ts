/** The figures of the directory's feed, as text. */
import type { FeedReport } from '../feed/runFeed.ts';
import { number, printTable } from './printTable.ts';

/** The lines of the report. */
export function printFeed(report: FeedReport): readonly string[] {
  const { lookup, lookupWhileAnnouncing: beside } = report;
  const rows: readonly (readonly [string, number])[] = [
    ['legs announced, updates included', report.announced],
    ['legs a second, from the first to the last', report.legsPerSecond],
    ['  over the last tenth', report.lastTenthPerSecond],
    ['a call of 5,000 legs, p99 ms', report.callP99Ms],
    ['one lookup, p50 ms', lookup.p50Ms],
    ['one lookup, p99 ms', lookup.p99Ms],
    ['  lookups a second meanwhile', lookup.perSecond],
    ['one lookup while legs are announced, p50 ms', beside.p50Ms],
    ['one lookup while legs are announced, p99 ms', beside.p99Ms],
    ['  legs a second meanwhile', report.meanwhilePerSecond],
    ['CPU of this process, µs a leg', report.cpuUsPerLeg],
  ];
  const settings = Object.entries(report.settings).map(([name, value]) => `${name} ${value}`);
  return [
    `directory of ${report.rows.toLocaleString('en')} legs, ${report.server}, ${settings.join(', ')}`,
    ...printTable(rows.map(([label, value]) => [label, number(value)])),
  ];
}
