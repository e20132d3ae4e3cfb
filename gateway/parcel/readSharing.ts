/** How an operator and the caller stand now: the agreement behind everything that is shared, as `Operator.sharing` shows it. */
import type { AgreementTerms } from '../agreements/agreement.ts';
import type { PairStanding } from '../agreements/decision.ts';
import type { NetworkOperator } from '../request/network.ts';
import type { RequestScope } from '../request/requestScope.ts';

/** The shape of `Sharing` in the contract; its `fields` are listed when they are asked for. */
export interface Sharing
  extends Partial<
    Pick<AgreementTerms, 'version' | 'purposes' | 'retentionDays' | 'missesPerDay' | 'noticeHours'>
  > {
  readonly operator: NetworkOperator;
  readonly state: PairStanding['state'];
  readonly agreement?: string;
  readonly from?: string;
  readonly until?: string;
}

/** Null for an operator that is not on the network. Of other platforms' agreements nothing is told. */
export function readSharing(code: string, { network, caller, now }: RequestScope): Sharing | null {
  const operator = network.operators.get(code);
  if (operator === undefined) return null;
  const { state, agreement } = network.agreements.readPair(code, caller.platform, now);
  if (agreement === null) return { operator, state };
  const { id, version, from, until, purposes, retentionDays, missesPerDay, noticeHours } = agreement;
  const terms = { version, purposes, retentionDays, missesPerDay, noticeHours };
  return { operator, state, agreement: id, from: writeTime(from), until: writeTime(until), ...terms };
}

/** As `2017-06-03T04:00:00Z`. */
function writeTime(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
