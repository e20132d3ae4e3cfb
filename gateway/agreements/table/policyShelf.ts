/**
 * Keeps the policies that were asked for lately, so that a warm decision makes nothing.
 * Invariant: a policy is found again only under its agreement, question and open phases, which are all that it rests on.
 */
import { AgreementPolicy, type PolicyParts, type PolicyQuestion } from './legPolicy.ts';
import { RotatingCache } from './rotatingCache.ts';

export interface PolicyShelf {
  find(agreement: number, question: PolicyQuestion): AgreementPolicy;
}

/** How many policies and single decisions are kept at least: some hundred bytes each, and never more than twice as many. */
const KEPT_DECISIONS = 100_000;

/** One more than the largest question: four bits of a purpose, two of a relation, one for visible. */
const QUESTIONS = 1 << 7;

/** How many states of one question are kept; a real agreement has a handful. */
const KEPT_STATES = 64;

/** An empty shelf. */
export function createPolicyShelf(parts: Omit<PolicyParts, 'onKept'>): PolicyShelf {
  // The key is a small number, which a map finds without looking at other memory; states are told apart in a second step.
  const policies = new RotatingCache<number, AgreementPolicy[]>(KEPT_DECISIONS, weigh);
  const whole: PolicyParts = { ...parts, onKept: () => policies.grow(1) };
  return {
    find(agreement, question) {
      const { purposeIndex, relation, isVisible, open } = question;
      const key = agreement * QUESTIONS + ((purposeIndex << 3) | (relation << 1) | (isVisible ? 1 : 0));
      const known = policies.get(key);
      const found = known?.find((policy) => policy.open === open);
      if (found !== undefined) return found;
      const policy = new AgreementPolicy(agreement, question, whole);
      policies.set(key, [policy, ...(known ?? [])].slice(0, KEPT_STATES));
      return policy;
    },
  };
}

function weigh(policies: readonly AgreementPolicy[]): number {
  return policies.reduce((weight, { size }) => weight + 1 + size, 0);
}
