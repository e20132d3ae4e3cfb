/**
 * Chooses whom to ask for a number that the directory does not know. Pure. Invariant: nobody is chosen without an agreement in
 * force under which the caller may read, for its purpose, the status of a parcel of others: that is what a found leg will be.
 */
import { LEG_TYPES } from '../../../schema/network.ts';
import { implementsField } from '../../base/capabilities.ts';
import type { NetworkOperator } from '../../request/network.ts';
import { PROBE_FIELDS, type ProbeQuestion } from '../../request/probe.ts';
import type { RequestScope } from '../../request/requestScope.ts';
import { detectOperators } from '../detect/detectOperators.ts';
import { listFitting } from '../detect/listFitting.ts';
import type { Lookup } from '../parcelView.ts';
import { decideForRelation } from '../visibleLegs.ts';

/** Whoever has a number has it whatever others say, so a few are asked and not all. */
export const MOST_CANDIDATES = 3;

/** For whom a number is looked for, and as of when. */
export type DiscoveryScope = Pick<RequestScope, 'network' | 'caller' | 'now'>;

/** The questions, the best fit first. */
export function chooseCandidates(lookup: Lookup, scope: DiscoveryScope): readonly ProbeQuestion[] {
  const { operators } = scope.network;
  const fitting = listFitting(lookup.number, operators).flatMap((code) => operators.get(code) ?? []);
  return detectOperators(lookup.number, fitting)
    .flatMap(({ operatorCode, refusal }) => {
      const operator = operators.get(operatorCode ?? '');
      const isAsked = refusal === null && (lookup.operator ?? operatorCode) === operatorCode;
      const question = operator && isAsked ? askUnderAgreement(operator, lookup.number, scope) : undefined;
      return question === undefined ? [] : [question];
    })
    .slice(0, MOST_CANDIDATES);
}

/** Undefined where the caller may not ask the operator. */
function askUnderAgreement(
  operator: NetworkOperator,
  number: string,
  scope: DiscoveryScope,
): ProbeQuestion | undefined {
  const policy = decideForRelation(operator, 'FOREIGN', scope);
  // Where only last known values are served the operator is asked nothing.
  if (!policy.isVisible || policy.agreement === null || policy.floor !== undefined) return undefined;
  const fields = PROBE_FIELDS.filter((field) => {
    const coordinate = `${LEG_TYPES[operator.role]}.${field}`;
    return (
      policy.decide(coordinate).kind === 'disclose' && implementsField(operator.capabilities, coordinate)
    );
  });
  if (!fields.includes('status')) return undefined;
  const { id, version } = policy.agreement;
  const { platform, purpose } = scope.caller;
  return { operator, number, platform, purpose, agreement: { id, version }, fields };
}
