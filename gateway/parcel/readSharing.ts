/** How an operator and the caller stand now: the agreement behind everything that is shared, as `Operator.sharing` shows it. */
import type { AgreementTerms } from '../agreements/agreement.ts';
import type { PairStanding } from '../agreements/decision.ts';
import type { LifeStanding } from '../agreements/life/pairLife.ts';
import type { NetworkOperator } from '../request/network.ts';
import type { RequestScope } from '../request/requestScope.ts';

/** What the signed records say of the pair, as the contract shows it. */
interface SharingLife {
  readonly since: string | null;
  readonly by: string | null;
  readonly reason: string | null;
  readonly next: { readonly state: PairStanding['state']; readonly at: string } | null;
  readonly disputed: boolean;
  readonly measure: object | null;
}

/** The shape of `Sharing` in the contract; its `fields` are listed when they are asked for. */
export interface Sharing
  extends Partial<
    Pick<AgreementTerms, 'version' | 'purposes' | 'retentionDays' | 'missesPerDay' | 'noticeHours'> &
      SharingLife
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
  const { state, agreement, life } = network.agreements.readPair(code, caller.platform, now);
  const story = life === undefined ? {} : tellLife(life);
  if (agreement === null) return { operator, state, ...story };
  const { id, version, from, until, purposes, retentionDays, missesPerDay, noticeHours } = agreement;
  const terms = { version, purposes, retentionDays, missesPerDay, noticeHours };
  const force = { from: writeTime(from), until: writeTime(until) };
  return { operator, state, agreement: id, ...force, ...terms, ...story };
}

function tellLife({ since, by, reason, next, isDisputed, measure }: LifeStanding): SharingLife {
  return {
    since: since === null ? null : writeTime(since),
    by,
    reason,
    next: next === null ? null : { state: next.state, at: writeTime(next.at) },
    disputed: isDisputed,
    measure: measure && { ...measure, from: writeTime(measure.from), until: writeTime(measure.until) },
  };
}

/** As `2017-06-03T04:00:00Z`. */
function writeTime(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
