/** The figures of networks of several sizes, as text: a row for each figure, a column for each network. */
import type { NetworkFigures } from '../scaling/measureNetwork.ts';
import { number, printTable } from './printTable.ts';

const ROWS: readonly (readonly [label: string, figure: keyof NetworkFigures])[] = [
  ['operators with an extension', 'extensions'],
  ['check all, first time', 'checkAllMs'],
  ['check one again, changed', 'checkOneMs'],
  ['compose, all checked', 'composeMs'],
  ['publish one more', 'publishOneMs'],
  ['publish one more, extended', 'publishExtensionMs'],
  ['supergraph, KB', 'supergraphKb'],
  ['load into the gateway', 'loadMs'],
  ['first request, plans', 'firstRequestMs'],
  ['first after a swap, plans', 'replanMs'],
  ['warm request, median', 'warmRequestMs'],
  ['warm request, p99', 'warmRequestP99Ms'],
  ['dispatch alone, median', 'dispatchMs'],
  ['peak memory, MB', 'peakRssMb'],
];

/** The lines of the table, and whether a request's cost stays flat. */
export function printScaling(networks: readonly NetworkFigures[]): readonly string[] {
  const counts = networks.map(({ operators }) => operators.toLocaleString('en'));
  const header = ['operators', ...counts];
  const rows = ROWS.map(([label, figure]) => [label, ...networks.map((network) => number(network[figure]))]);
  const [smallest] = networks;
  const largest = networks.at(-1);
  const growth =
    smallest === undefined || largest === undefined ? 1 : largest.warmRequestMs / smallest.warmRequestMs;
  return [
    'networks of operators whose SDLs differ; milliseconds where nothing else is said',
    ...printTable([header, ...rows]).map((line) => `  ${line}`),
    `  a warm request of two operators costs ${number(growth)} x in the largest network of what it costs in the smallest`,
    "  Requests run in process with stubs for operators and store: only the hub's own work is measured.",
  ];
}
