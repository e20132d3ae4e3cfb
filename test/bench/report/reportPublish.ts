/** What publishing takes in networks of several sizes, as text: a row for each figure, a column for each size. */
import type { PublicationTimes, PublishFigures } from '../registry/measurePublish.ts';
import { number, printTable } from './printTable.ts';

const ROWS: readonly (readonly [label: string, figure: keyof PublicationTimes])[] = [
  ['check, ms', 'checkMs'],
  ['  the longest', 'checkMaxMs'],
  ['live after the check, ms', 'liveMs'],
  ['  the longest', 'liveMaxMs'],
  ['longest pause of the hub, ms', 'pauseMaxMs'],
];

/** The lines of the table. */
export function printPublish(sizes: readonly PublishFigures[]): readonly string[] {
  const rowsOf = (kind: 'changed' | 'extended') =>
    ROWS.map(([label, figure]) => [`  ${label}`, ...sizes.map((size) => number(size[kind][figure]))]);
  return [
    'publishing in a hub over the embedded database, through its control API; medians',
    ...printTable([
      ['operators', ...sizes.map(({ operators }) => operators.toLocaleString('en'))],
      ['agreements', ...sizes.map(({ agreements }) => agreements.toLocaleString('en'))],
      ['other fields of the contract', ...sizes.map(() => '')],
      ...rowsOf('changed'),
      ['another field in an extension', ...sizes.map(() => '')],
      ...rowsOf('extended'),
    ]).map((line) => `  ${line}`),
  ];
}
