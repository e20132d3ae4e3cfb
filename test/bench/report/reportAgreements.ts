/** The figures of several numbers of agreements, as text: a row for each figure, a column for each number. */
import type { AgreementFigures } from '../agreements/measureAgreements.ts';
import { number, printTable } from './printTable.ts';

const ROWS: readonly (readonly [label: string, figure: keyof AgreementFigures])[] = [
  ['clauses', 'clauses'],
  ['compile all, ms', 'compileMs'],
  ['memory of the table, MB', 'tableMb'],
  ['memory of the process at the end, MB', 'residentMb'],
  ['most memory until compiled, MB', 'peakRssMb'],
  ['first decision of a pair, ns', 'coldNs'],
  ['  over one of 10 agreements, x', 'coldGrowth'],
  ['warm decision, any pair, ns', 'warmNs'],
  ['  over one of 10 agreements, x', 'warmGrowth'],
  ['warm decision, same ten pairs, ns', 'warmOfTenNs'],
  ['  over one of 10 agreements, x', 'warmOfTenGrowth'],
];

/** The lines of the table. */
export function printAgreements(sizes: readonly AgreementFigures[]): readonly string[] {
  const counts = sizes.map(({ agreements }) => agreements.toLocaleString('en'));
  const rows = ROWS.map(([label, figure]) => [label, ...sizes.map((size) => number(size[figure]))]);
  return [
    'agreements of up to 1,500 operators with as many platforms as it takes, in one table; times are CPU times',
    ...printTable([['agreements', ...counts], ...rows]).map((line) => `  ${line}`),
    '  A decision is what the dispatcher needs of a leg: visible or not, fingerprint, whether it rests on the state. Any pair: picked at',
    '  random, so most of what a decision touches is in no cache of the processor. Same ten pairs: as many as the network of 10 has.',
  ];
}
