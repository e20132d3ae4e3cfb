/** Serves a contender's process: it starts when it is told the network, and can be asked what it has used. */
import type { Setup } from '../network/setup.ts';
import { serveParent } from '../process/serveParent.ts';
import { createUsageReader, type MeasuredFunctions } from '../process/usage.ts';

export interface ContenderFunctions extends MeasuredFunctions {
  /** Starts to answer; the result is the address of its GraphQL endpoint. */
  start(setup: Setup): Promise<string>;
}

/** Serves a contender that starts by this function. */
export function serveContender(start: (setup: Setup) => Promise<string>): void {
  serveParent<ContenderFunctions>({ start, ...createUsageReader() });
}
