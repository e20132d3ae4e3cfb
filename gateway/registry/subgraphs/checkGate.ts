/**
 * Lets in a few checks at a time: of one operator so many, and of all together so many.
 * Invariant: whoever is not let in hears so at once, and nothing waits for a place; a place is given back however a check ends.
 */
import { quote } from '../../base/quote.ts';
import { refuse } from '../../control/controlModule.ts';

/** Runs work for an operator, or refuses it. */
export type CheckGate = <Result>(operator: string, work: () => Promise<Result>) => Promise<Result>;

export interface GateLimits {
  readonly perOperator: number;
  readonly inAll: number;
  /** What is let in, for the refusal: "checks". */
  readonly what: string;
}

/** A gate that nobody has passed yet. */
export function createCheckGate({ perOperator, inAll, what }: GateLimits): CheckGate {
  const underWay = new Map<string, number>();
  let all = 0;
  return async (operator, work) => {
    const own = underWay.get(operator) ?? 0;
    if (own >= perOperator) {
      throw tooMany(`${quote(operator)} has ${own} ${what} under way, and may have no more at a time`);
    }
    if (all >= inAll) throw tooMany(`the hub has ${all} ${what} under way, and takes no more at a time`);
    underWay.set(operator, own + 1);
    all += 1;
    try {
      return await work();
    } finally {
      all -= 1;
      const left = (underWay.get(operator) ?? 0) - 1;
      if (left > 0) underWay.set(operator, left);
      else underWay.delete(operator);
    }
  };
}

function tooMany(message: string): Error {
  return refuse('TOO_MANY_REQUESTS', `${message}; try again when they are done`);
}
