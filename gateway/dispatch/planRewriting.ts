/**
 * Reads planned fetches and rewrites them, each once per operation, operator and decision: a warm request does neither.
 * Invariant: what is kept is keyed by the decision's fingerprint, so no caller gets what was rewritten for another's rules.
 */
import { LRUCache } from 'lru-cache';
import type { LegPolicy } from '../agreements/decision.ts';
import type { NetworkOperator, NetworkSnapshot } from '../request/network.ts';
import { createJudge } from './judgeField.ts';
import { type EntityOperation, readOperation } from './readOperation.ts';
import { type RewrittenSelection, rewriteSelection } from './rewriteSelection.ts';

/** How many planned fetches, and how many rewritings of each, are kept. */
const MAX_OPERATIONS = 1_000;
const MAX_REWRITINGS = 5_000;
/** And how long all of them together, in characters: what is made of a text weighs some ten times as much. */
const MAX_CHARACTERS = 4_000_000;

export interface RewritePlanner {
  read(query: string): EntityOperation;
  /** What legs of a policy are asked; without operator or policy nothing is, and every key answers null. */
  rewrite(
    operation: EntityOperation,
    operator: NetworkOperator | undefined,
    policy: LegPolicy | undefined,
    network: NetworkSnapshot,
  ): RewrittenSelection;
}

/** A planner for entities of one leg type. */
export function createRewritePlanner(legType: string): RewritePlanner {
  const operations = new LRUCache<string, EntityOperation>({
    max: MAX_OPERATIONS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_, query) => query.length + 1,
  });
  // Keyed by identity of the operation, the capabilities and the contract, then by the decision's fingerprint.
  const rewritings = new LRUCache<string, RewrittenSelection>({
    max: MAX_REWRITINGS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: ({ text, shape }) => (text?.length ?? 0) + shape.keys.length + 100,
  });
  const identify = createIdentities();
  return {
    read(query) {
      const known = operations.get(query);
      if (known !== undefined) return known;
      const operation = readOperation(query);
      operations.set(query, operation);
      return operation;
    },
    rewrite(operation, operator, policy, { contract }) {
      const capabilities = operator?.capabilities;
      const decided = policy === undefined ? '-' : `+${policy.fingerprint}`;
      const key = `${identify(operation)} ${identify(contract)} ${identify(capabilities ?? contract)} ${decided}`;
      const known = rewritings.get(key);
      if (known !== undefined) return known;
      const rewritten = rewriteSelection(operation.selections, legType, {
        contract,
        judge: createJudge(policy, capabilities),
        asksState: policy?.dependsOnState ?? false,
      });
      rewritings.set(key, rewritten);
      return rewritten;
    },
  };
}

/** A number for each object, the same for the same object. */
function createIdentities(): (object: object) => number {
  const identities = new WeakMap<object, number>();
  let next = 0;
  return (object) => {
    const known = identities.get(object);
    if (known !== undefined) return known;
    identities.set(object, next);
    return next++;
  };
}
