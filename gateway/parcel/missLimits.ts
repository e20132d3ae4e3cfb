/**
 * The limits that agreements set on trying numbers out: `missesPerDay`.
 * Invariant: what a miss counts against is judged by the number's format and the caller's own words, never by whether a leg
 * of that number exists; so neither a count nor a limit tells of existence.
 */
import type { AgreementTerms } from '../agreements/agreement.ts';
import type { RequestScope } from '../request/requestScope.ts';
import type { MissCounter, MissDay } from '../store/missCounter.ts';
import { listFitting } from './detect/listFitting.ts';
import type { Lookup } from './parcelView.ts';

/** An agreement that limits misses. */
interface Limit {
  readonly terms: AgreementTerms;
  readonly missesPerDay: number;
}

/** The limits of the request's platform today; undefined where no agreement of it has one. */
export async function openMissLimits(
  counter: MissCounter,
  scope: RequestScope,
): Promise<MissLimits | undefined> {
  const { network, caller, now } = scope;
  const limits = new Map<string, Limit>();
  for (const terms of network.agreements.listInForce(caller.platform, now)) {
    const { operator, missesPerDay } = terms;
    if (missesPerDay !== null) limits.set(operator, { terms, missesPerDay });
  }
  return limits.size === 0
    ? undefined
    : new MissLimits(limits, await counter.open(caller.platform, now), scope);
}

/** The limits, and what one request counts against them. */
export class MissLimits {
  readonly #limits: ReadonlyMap<string, Limit>;
  readonly #day: MissDay;
  readonly #scope: RequestScope;
  /** By number, the operators that this request counted it against: a number counts once. */
  readonly #counted = new Map<string, Set<string>>();

  constructor(limits: ReadonlyMap<string, Limit>, day: MissDay, scope: RequestScope) {
    this.#limits = limits;
    this.#day = day;
    this.#scope = scope;
  }

  /** Counts numbers that lead to nothing. */
  count(missed: readonly Lookup[]): void {
    for (const { number, operator } of missed) {
      const counted = this.#counted.get(number) ?? new Set();
      this.#counted.set(number, counted);
      const added = this.#listConcerned(number, operator).filter((code) => !counted.has(code));
      for (const code of added) counted.add(code);
      if (added.length > 0) this.#day.add(added);
    }
  }

  /** True when legs of the operator that are not the caller's own are found by no number any more today. */
  isOver(operator: string): boolean {
    const limit = this.#limits.get(operator);
    if (limit === undefined) return false;
    const count = this.#day.read(operator);
    // Invariant: what cannot be counted is not given out.
    return count === undefined || count > limit.missesPerDay;
  }

  /** Notes the limits that the numbers of this request are over. */
  report(): void {
    const concerned = new Set([...this.#counted.values()].flatMap((operators) => [...operators]));
    for (const operator of concerned) {
      const limit = this.#limits.get(operator);
      const today = this.#day.read(operator);
      if (limit === undefined || today === undefined || today <= limit.missesPerDay) continue;
      const { terms, missesPerDay } = limit;
      const agreement = `${terms.id}@${terms.version}`;
      this.#scope.missLimits.set(operator, { operator, agreement, today, limit: missesPerDay });
    }
  }

  /**
   * The limited operators that a number counts against: those whose format it has, and the one that the caller named. A
   * number of nobody's format counts against all of them; one that is plainly somebody else's counts against none.
   */
  #listConcerned(number: string, named: string | undefined): readonly string[] {
    const fitting = listFitting(number, this.#scope.network.operators);
    const concerned = named === undefined || fitting.includes(named) ? fitting : [...fitting, named];
    const limited = concerned.filter((code) => this.#limits.has(code));
    return limited.length > 0 || fitting.length > 0 ? limited : [...this.#limits.keys()];
  }
}
