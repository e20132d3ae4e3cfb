/** What an interim measure leaves of a policy. Invariant: it withholds, and changes nothing else. */
import { LEG_TYPES } from '../../../schema/network.ts';
import type { AgreementContract } from '../agreementContract.ts';
import type { Decision, LegFacts, LegPolicy } from '../decision.ts';
import { grantsAnything, isGrantedInSomeState } from './grantsAnything.ts';

export interface Narrowing {
  /** The policy without these fields; hidden where nothing of the leg is left. */
  cut(policy: LegPolicy, leg: LegFacts, withheld: ReadonlySet<string>): LegPolicy;
}

/** The narrowings of a contract. Policies are kept with those that they are cut from, and die with them. */
export function createNarrowing(contract: AgreementContract): Narrowing {
  const kept = new WeakMap<LegPolicy, Map<string, LegPolicy>>();
  return {
    cut(policy, { role }, withheld) {
      if (withheld.size === 0 || !policy.isVisible) return policy;
      const cuts = kept.get(policy) ?? new Map<string, LegPolicy>();
      kept.set(policy, cuts);
      const key = [role ?? '', ...[...withheld].sort()].join(' ');
      const known = cuts.get(key);
      if (known !== undefined) return known;
      const legTypes = role === undefined ? contract.legTypes : [LEG_TYPES[role]];
      const isGranted = (field: string) => !withheld.has(field) && isGrantedInSomeState(policy.decide(field));
      const isVisible = legTypes.some((type) => grantsAnything(isGranted, type, contract));
      const cut = new NarrowedPolicy(policy, withheld, isVisible, `narrowed ${key} ${policy.fingerprint}`);
      cuts.set(key, cut);
      return cut;
    },
  };
}

class NarrowedPolicy implements LegPolicy {
  readonly isVisible: boolean;
  readonly fingerprint: string;
  readonly #base: LegPolicy;
  readonly #withheld: ReadonlySet<string>;

  constructor(base: LegPolicy, withheld: ReadonlySet<string>, isVisible: boolean, fingerprint: string) {
    this.#base = base;
    this.#withheld = withheld;
    this.isVisible = isVisible;
    this.fingerprint = `${isVisible} ${fingerprint}`;
  }

  get dependsOnState(): boolean {
    return this.#base.dependsOnState;
  }

  get agreement(): LegPolicy['agreement'] {
    return this.#base.agreement;
  }

  decide(coordinate: string): Decision {
    const decision = this.#base.decide(coordinate);
    if (decision.kind === 'withhold' || (this.isVisible && !this.#withheld.has(coordinate))) return decision;
    return { kind: 'withhold', code: 'SUSPENDED', clause: decision.clause };
  }
}
