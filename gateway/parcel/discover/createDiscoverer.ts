/**
 * Looks for numbers that no operator announced, beside the requests that ask for them: what is found is in the directory for the next
 * request. Invariants: a request hands over its numbers and waits for nothing; what is asked is decided when it is asked, by the
 * network and the clock of that moment; whatever goes wrong here is told to nobody who asks.
 */
import type { Caller } from '../../agreements/decision.ts';
import type { NetworkSnapshot } from '../../request/network.ts';
import type { Probe, ProbeQuestion } from '../../request/probe.ts';
import type { DirectoryStore } from '../../store/directoryStore.ts';
import type { DiscoveryMisses } from '../../store/discoveryMisses.ts';
import type { Lookup } from '../parcelView.ts';
import { chooseCandidates } from './chooseCandidates.ts';
import type { OnUnknown } from './onUnknown.ts';
import { createOperatorRate } from './operatorRate.ts';
import { toAnnouncement } from './toAnnouncement.ts';

export interface DiscovererOptions {
  readonly directory: Pick<DirectoryStore, 'announce' | 'findByNumbers'>;
  readonly misses: DiscoveryMisses;
  readonly probe: Probe;
  /** The network as it is now. */
  readonly readNetwork: () => NetworkSnapshot;
  /** The hub's clock. */
  readonly now: () => number;
  /** Hears of what went wrong in the store, for the log. */
  readonly onError?: (error: unknown) => void;
  readonly limits?: Partial<DiscoveryLimits>;
}

export interface DiscoveryLimits {
  /** Numbers that wait; further ones are let go, since whoever asks again brings them again. */
  readonly mostWaiting: number;
  /** Numbers that are looked for at a time. */
  readonly atATime: number;
  readonly perOperatorAndSecond: number;
  /** For so long an operator that failed is left alone. */
  readonly backOffMs: number;
  /** For so long an operator that does not know a number is not asked for it again. */
  readonly missMs: number;
  /** From the request to the search, so that no answer is late by it. */
  readonly delayMs: number;
}

const LIMITS: DiscoveryLimits = {
  mostWaiting: 1_000,
  atATime: 8,
  perOperatorAndSecond: 10,
  backOffMs: 30_000,
  missMs: 6 * 60 * 60 * 1_000,
  delayMs: 100,
};

export interface Discoverer {
  readonly onUnknown: OnUnknown;
  /** Resolves when nothing waits and nothing is under way. */
  settle(): Promise<void>;
  /** Lets go of what waits, and resolves when nothing is under way. */
  close(): Promise<void>;
}

/** A number to look for. It holds nothing of the request but who asked. */
interface Search {
  readonly lookup: Lookup;
  readonly caller: Caller;
  /** Operators that the caller's limit on misses keeps from it today. */
  readonly limited: ReadonlySet<string>;
}

export function createDiscoverer(options: DiscovererOptions): Discoverer {
  const { directory, misses, probe, readNetwork, now, onError = () => {} } = options;
  const limits = { ...LIMITS, ...options.limits };
  const rate = createOperatorRate(limits.perOperatorAndSecond, limits.backOffMs);
  const waiting = new Map<string, Search>();
  const running = new Set<Promise<void>>();
  /** Operator and number of the probes under way. */
  const asked = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const askOne = async (question: ProbeQuestion): Promise<void> => {
    const { operator, number } = question;
    const key = `${operator.code} ${number}`;
    if (asked.has(key) || !rate.take(operator.code, now())) return;
    asked.add(key);
    try {
      const answer = await probe(question);
      if (answer.kind === 'failed') rate.backOff(operator.code, now());
      if (answer.kind === 'miss') await misses.remember(number, operator.code, now(), limits.missMs);
      if (answer.kind === 'hit') await directory.announce([toAnnouncement(question, answer)]);
    } finally {
      asked.delete(key);
    }
  };
  const search = async ({ lookup, caller, limited }: Search): Promise<void> => {
    const at = now();
    const chosen = chooseCandidates(lookup, { network: readNetwork(), caller, now: at });
    const candidates = chosen.filter(({ operator }) => !limited.has(operator.code));
    if (candidates.length === 0) return;
    const known = await misses.read(lookup.number, at);
    const open = candidates.filter(({ operator }) => !known.has(operator.code));
    if (open.length === 0) return;
    // It may have been announced or found meanwhile, here or by another hub.
    const [legs = []] = await directory.findByNumbers([lookup.number]);
    if (legs.length === 0) await Promise.all(open.map(askOne));
  };
  const run = (): void => {
    timer = undefined;
    for (const [key, each] of waiting) {
      if (running.size >= limits.atATime) break;
      waiting.delete(key);
      const ending = search(each)
        .catch(onError)
        .finally(() => {
          running.delete(ending);
          if (waiting.size > 0) timer ??= setTimeout(run, 0);
        });
      running.add(ending);
    }
  };
  const settle = async (): Promise<void> => {
    while (running.size > 0 || waiting.size > 0) {
      if (running.size === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      else await Promise.all(running);
    }
  };
  return {
    onUnknown(lookups, { caller, missLimits }) {
      if (lookups.length === 0) return;
      const limited = new Set(missLimits.keys());
      for (const lookup of lookups) {
        if (waiting.size >= limits.mostWaiting) break;
        const key = JSON.stringify([lookup.number, lookup.operator, caller.platform, caller.purpose]);
        waiting.set(key, { lookup, caller, limited });
      }
      timer ??= setTimeout(run, limits.delayMs);
    },
    settle,
    async close() {
      waiting.clear();
      clearTimeout(timer);
      await settle();
    },
  };
}
