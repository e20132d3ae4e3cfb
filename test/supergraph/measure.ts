/**
 * Measures checking and composing with many operators whose SDLs differ, and prints a table:
 * `node --import tsx test/supergraph/measure.ts [count...]`. No test: its figures depend on the machine.
 */
import { checkSubgraph } from '../../gateway/supergraph/checkSubgraph.ts';
import { composeInWorker } from '../../gateway/supergraph/composeInWorker.ts';
import { generateOperators } from './generateOperators.ts';

const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [2, 15, 150, 1_500];
const columns = [
  'operators',
  'check each',
  'first start',
  'restart',
  'again',
  'check +1',
  'live +1',
  'live +1 ext',
  'stall',
  'SDL kB',
];

process.stdout.write(`${columns.join(' | ')}\n`);
for (const count of counts) process.stdout.write(`${(await measure(count)).join(' | ')}\n`);

async function measure(count: number): Promise<readonly (number | string)[]> {
  const all = generateOperators(count + 10);
  const operators = all.slice(0, count);
  const extra = all.slice(count);
  // Every fifth has an extension, so there is one among the ten.
  const extended = extra.find(({ sdl }) => sdl.includes('extend type')) ?? extra[0];
  const plain = extra.find(({ sdl }) => !sdl.includes('extend type')) ?? extra[0];
  if (extended === undefined || plain === undefined) throw new Error('ten more operators were generated');

  for (const operator of all.slice(0, 50)) checkSubgraph(operator);
  const checkMs = await time(async () => operators.map(checkSubgraph));
  const composer = composeInWorker();
  await composer.check(plain);
  const stall = watchStalls();
  const firstMs = await time(() => composer.publish(operators));
  const publication = await composer.publish(operators);
  const againMs = await time(() => composer.publish(operators));
  const oneMs = await time(() => composer.check(extended));
  const liveMs = await time(() => composer.publish([...operators, plain]));
  const liveExtendedMs = await time(() => composer.publish([...operators, plain, extended]));
  await composer.close();
  const proofs = [...publication.operators.values()].flatMap(({ proof = '' }) => [proof]);
  const restarted = composeInWorker({ proofs });
  const restartMs = await time(() => restarted.publish(operators.map((operator) => ({ ...operator }))));
  await restarted.close();
  const times = [checkMs / count, firstMs, restartMs, againMs, oneMs, liveMs, liveExtendedMs, stall()];
  return [
    count,
    ...times.map((ms) => `${ms.toFixed(ms < 10 ? 1 : 0)} ms`),
    Math.round(publication.supergraphSdl.length / 1_000),
  ];
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The longest that the main thread could not answer a request. */
function watchStalls(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  return () => {
    clearInterval(timer);
    return longest;
  };
}
