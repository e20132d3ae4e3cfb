/** How an operator and a platform stand at a time, from their agreements and suspensions. Pure; times are milliseconds. */
import type { SandboxAgreement, SandboxAgreements, SandboxStop } from '../../wire/answers.ts';

export type StandingState = 'IN_FORCE' | 'SUSPENDED' | 'TERMINATED' | 'NOT_YET' | 'EXPIRED' | 'NONE';

export interface Standing {
  readonly state: StandingState;
  /** The agreement in force, else the last one over, else the next one. */
  readonly agreement: SandboxAgreement | undefined;
  /** What stopped it, or will while its notice runs. */
  readonly stop: SandboxStop | undefined;
  /** When the state ends; undefined for never or nobody knows. */
  readonly until: number | undefined;
}

export function readStanding(
  { agreements, stops }: Pick<SandboxAgreements, 'agreements' | 'stops'>,
  operator: string,
  platform: string,
  at: number,
): Standing {
  const isPair = (each: { readonly operator: string; readonly platform: string }) =>
    each.operator === operator && each.platform === platform;
  const pair = agreements.filter(isPair).sort((one, other) => time(one.from) - time(other.from));
  const stop = stops
    .filter(isPair)
    .find(({ effectiveAt, endsAt }) => time(effectiveAt) <= at && (endsAt === null || at < time(endsAt)));
  const current = pair.find(({ from, until }) => time(from) <= at && at < time(until));
  if (current !== undefined) {
    if (stop !== undefined) {
      const until = stop.endsAt === null ? undefined : time(stop.endsAt);
      const state = stop.kind === 'TERMINATION' ? 'TERMINATED' : 'SUSPENDED';
      return { state, agreement: current, stop, until };
    }
    const noticed = stops
      .filter(isPair)
      .find(({ declaredAt, effectiveAt }) => time(declaredAt) <= at && at < time(effectiveAt));
    const until = noticed === undefined ? time(current.until) : time(noticed.effectiveAt);
    return { state: 'IN_FORCE', agreement: current, stop: noticed, until };
  }
  const past = pair.filter(({ until }) => time(until) <= at).at(-1);
  if (past !== undefined) return { state: 'EXPIRED', agreement: past, stop: undefined, until: undefined };
  const [next] = pair;
  if (next === undefined) return { state: 'NONE', agreement: undefined, stop: undefined, until: undefined };
  return { state: 'NOT_YET', agreement: next, stop: undefined, until: time(next.from) };
}

/** The moments at which the matrix changes, and a little on both sides: what a slider goes over. */
export function readTimeline({ agreements, stops, now }: SandboxAgreements): {
  readonly from: number;
  readonly until: number;
  readonly moments: readonly number[];
} {
  const moments = [
    ...agreements.flatMap(({ from, until }) => [time(from), time(until)]),
    ...stops.flatMap(({ effectiveAt, endsAt }) => [
      time(effectiveAt),
      ...(endsAt === null ? [] : [time(endsAt)]),
    ]),
    time(now),
  ];
  const first = Math.min(...moments);
  const last = Math.max(...moments);
  const margin = Math.max((last - first) * 0.04, DAY_MS);
  const sorted = [...new Set(moments)].sort((one, other) => one - other);
  return { from: first - margin, until: last + margin, moments: sorted };
}

const DAY_MS = 86_400_000;

function time(text: string): number {
  return Date.parse(text);
}
