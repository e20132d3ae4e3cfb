/** Measures a network of some size, in a process of its own: checking, composing, loading, planning, dispatching. */
import '../../../gateway/base/runtimeSettings.ts';
import { composeInWorker } from '../../../gateway/supergraph/composeInWorker.ts';
import { serveParent } from '../process/serveParent.ts';
import { generateOperators, isExtended } from './generateOperators.ts';
import { measureRequests, type RequestCosts } from './measureRequests.ts';

/** Figures of a network; all times in milliseconds. */
export interface NetworkFigures extends RequestCosts {
  readonly operators: number;
  readonly extensions: number;
  /** Checking every operator for the first time, one after the other in the worker. */
  readonly checkAllMs: number;
  /** Checking one operator again after its SDL has changed. */
  readonly checkOneMs: number;
  /** Composing when every operator has been checked. */
  readonly composeMs: number;
  /** Publishing one operator more: without and with an extension. */
  readonly publishOneMs: number;
  readonly publishExtensionMs: number;
  readonly supergraphKb: number;
  readonly peakRssMb: number;
}

export interface NetworkFunctions {
  measure(order: { readonly operators: number; readonly seed: number }): Promise<NetworkFigures>;
}

serveParent<NetworkFunctions>({ measure });

async function measure({
  operators: count,
  seed,
}: {
  operators: number;
  seed: number;
}): Promise<NetworkFigures> {
  const generated = generateOperators(count + 10, seed);
  const operators = generated.slice(0, count);
  const further = generated.slice(count);
  const plain = further.find((_, index) => !isExtended(count + index));
  // Two among the ten: one for the network that is there before, one to be added.
  const [extended, before] = further.filter((_, index) => isExtended(count + index));
  // The same operator with another choice of fields.
  const changed = generateOperators(1, seed + 1)[0];
  if (plain === undefined || extended === undefined || before === undefined || changed === undefined) {
    throw new Error('ten further operators were generated');
  }

  const composer = composeInWorker();
  // The worker starts with the first job; its start is no cost of the network.
  const first = await composer.publish([before]);
  const checkAllMs = await time(() => Promise.all(operators.map((operator) => composer.check(operator))));
  const checkOneMs = await time(() => composer.check(changed));
  let published = first;
  const composeMs = await time(async () => {
    published = await composer.publish(operators);
  });
  const publishOneMs = await time(() => composer.publish([...operators, plain]));
  let next = first;
  const publishExtensionMs = await time(async () => {
    next = await composer.publish([...operators, plain, extended]);
  });
  const smallest = await composer.publish(operators.slice(0, 2));
  await composer.close();
  return {
    operators: count,
    extensions: operators.filter((_, index) => isExtended(index)).length,
    checkAllMs,
    checkOneMs,
    composeMs,
    publishOneMs,
    publishExtensionMs,
    supergraphKb: published.supergraphSdl.length / 1024,
    ...(await measureRequests(operators, { before: first, measured: published, next, smallest })),
    peakRssMb: process.resourceUsage().maxRSS / 1024,
  };
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
