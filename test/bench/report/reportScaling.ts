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
  ['  over one of 2 operators, x', 'growth'],
  ['dispatch alone, median', 'dispatchMs'],
  ['peak memory, MB', 'peakRssMb'],
];

/** The lines of the table. */
export function printScaling(networks: readonly NetworkFigures[]): readonly string[] {
  const counts = networks.map(({ operators }) => operators.toLocaleString('en'));
  const header = ['operators', ...counts];
  const rows = ROWS.map(([label, figure]) => [label, ...networks.map((network) => number(network[figure]))]);
  return [
    'networks of operators whose SDLs differ; milliseconds where nothing else is said',
    ...printTable([header, ...rows]).map((line) => `  ${line}`),
    "  A request touches two operators. Requests run in process with stubs for operators and store: only the hub's own work is",
    '  measured. Over one of 2 operators: the same against a network of two operators, asked in turn in the same process.',
  ];
}
