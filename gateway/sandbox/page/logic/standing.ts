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
  const stopped = stops
    .filter(isPair)
    .filter(({ endsAt }) => endsAt === null || at < time(endsAt))
    .sort((one, other) => time(one.effectiveAt) - time(other.effectiveAt));
  const inEffect = stopped.filter(({ effectiveAt }) => time(effectiveAt) <= at);
  const termination = inEffect.find(({ kind }) => kind === 'TERMINATION');
  const current = pair.find(({ from, until }) => time(from) <= at && at < time(until));
  const past = pair.filter(({ until }) => time(until) <= at).at(-1);
  if (current !== undefined) {
    const stop = termination ?? inEffect[0];
    if (stop !== undefined) {
      const until = stop.endsAt === null ? undefined : time(stop.endsAt);
      const state = stop.kind === 'TERMINATION' ? 'TERMINATED' : 'SUSPENDED';
      return { state, agreement: current, stop, until };
    }
    const end = findEndOfForce(pair, current);
    const noticed = stopped.find(
      ({ declaredAt, effectiveAt }) => time(declaredAt) <= at && time(effectiveAt) < end,
    );
    const until = noticed === undefined ? end : time(noticed.effectiveAt);
    return { state: 'IN_FORCE', agreement: current, stop: noticed, until };
  }
  if (past !== undefined) {
    const isTerminated = termination !== undefined && time(termination.effectiveAt) < time(past.until);
    return isTerminated
      ? { state: 'TERMINATED', agreement: past, stop: termination, until: undefined }
      : { state: 'EXPIRED', agreement: past, stop: undefined, until: undefined };
  }
  const [next] = pair;
  if (next === undefined) return { state: 'NONE', agreement: undefined, stop: undefined, until: undefined };
  return { state: 'NOT_YET', agreement: next, stop: undefined, until: time(next.from) };
}

/** Where versions follow each other without a gap, the end of the last. */
function findEndOfForce(pair: readonly SandboxAgreement[], current: SandboxAgreement): number {
  let end = time(current.until);
  for (const { from, until } of pair) if (time(from) === end) end = time(until);
  return end;
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
