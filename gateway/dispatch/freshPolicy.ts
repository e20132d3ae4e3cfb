/**
 * The second decision: a clause that ends with a status is decided again on the status that the operator answers now,
 * since the directory may not have learned of it yet.
 * Invariant: what was ever reached stays reached, and a status that is missing or cannot be read grants nothing.
 */
import type { LegFacts, LegPolicy } from '../agreements/decision.ts';
import { readOwn } from '../base/ownRecord.ts';
import type { NetworkOperator } from '../request/network.ts';
import type { LegNote, RequestScope } from '../request/requestScope.ts';
import { HUB_KEYS } from './hubFields.ts';
import { readLeaf } from './shapeLeg.ts';

/** The exceptions that nothing follows. */
const FINAL_SUBSTATUSES: ReadonlySet<unknown> = new Set(['EXCEPTION_LOST', 'EXCEPTION_DESTROYED']);

/** The policy to ask by: as decided, unless clauses rest on a status that the operator does not implement. */
export function policyBeforeAnswer(
  leg: LegNote,
  operator: NetworkOperator | undefined,
  legType: string,
  scope: RequestScope,
): LegPolicy {
  if (!leg.policy.dependsOnState || operator?.capabilities.fields.has(`${legType}.status`)) return leg.policy;
  return decideOn(unknownState(leg), scope);
}

/** The policy for what came back. It grants at most what `policy` did. */
export function policyAfterAnswer(
  leg: LegNote,
  policy: LegPolicy,
  answer: unknown,
  legType: string,
  scope: RequestScope,
): LegPolicy {
  if (!policy.dependsOnState) return policy;
  const fields = scope.network.contract.get(legType)?.fields;
  const read = (name: 'status' | 'substatus'): unknown => {
    const shape = fields?.get(name);
    return shape && readLeaf(shape.named, readOwn(answer, HUB_KEYS[name]));
  };
  const status = read('status');
  if (typeof status !== 'string') return decideOn(unknownState(leg), scope);
  const substatus = read('substatus');
  const isFinal = status === 'EXCEPTION' && (substatus === undefined || FINAL_SUBSTATUSES.has(substatus));
  const isKnown = leg.everReached.includes(status);
  if (isKnown && !isFinal) return policy;
  return decideOn(
    {
      ...leg,
      everReached: isKnown ? leg.everReached : [...leg.everReached, status],
      // Final at a time that nobody has announced: no days of grace can be counted from it.
      finalAt: leg.finalAt ?? (isFinal ? Number.NEGATIVE_INFINITY : null),
    },
    scope,
  );
}

function unknownState(leg: LegNote): LegFacts {
  return { ...leg, everReached: [], finalAt: null };
}

function decideOn(facts: LegFacts, { network, caller, now }: RequestScope): LegPolicy {
  return network.agreements.decideLeg(caller, facts, now);
}
