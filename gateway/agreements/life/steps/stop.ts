/**
 * Suspension, taking it back, and termination. Invariants: each takes effect after the notice of the version in force, and at
 * once only for the reasons that allow it; a party takes back its own suspension and no other.
 */
import { quote } from '../../../base/quote.ts';
import { AT_ONCE, type Reason } from '../lifeStep.ts';
import type { PairLife, Stop } from '../pairLife.ts';
import {
  findLiveVersion,
  findOpenTermination,
  HOUR_MS,
  type Outcome,
  refuseStep,
  type Transition,
} from './transition.ts';

/** Declares a suspension of the pair, whatever the version. */
export function suspend({ life, step, at }: Transition<'SUSPEND'>): Outcome {
  const { reason } = step.body;
  const termination = findOpenTermination(life);
  if (termination !== undefined && termination.effectiveAt <= at) return refuseTerminated(termination);
  const version = findLiveVersion(life, at);
  if (version === undefined) return refuseNothing();
  if (findOwnSuspension(life, step.actor) !== undefined) {
    const message = `${quote(step.actor)} has suspended already`;
    const help = 'to suspend for another reason, `hub agreement resume PAIR` first';
    return refuseStep('HUB112', message, help);
  }
  const noticeMs = AT_ONCE.has(reason) ? 0 : version.noticeHours * HOUR_MS;
  return addStop(life, { kind: 'SUSPENSION', by: step.actor, reason, at, noticeMs });
}

/** Takes back one's own suspension, also during its notice. */
export function resume({ life, step, at }: Transition<'RESUME'>): Outcome {
  const own = findOwnSuspension(life, step.actor);
  if (own === undefined) {
    const other = life.stops.find(({ kind, endsAt }) => kind === 'SUSPENSION' && endsAt === null);
    const message = `${quote(step.actor)} has not suspended`;
    const help =
      other === undefined
        ? 'neither side has: there is nothing to resume'
        : `${quote(other.by)} has, and takes it back`;
    return refuseStep('HUB113', message, help);
  }
  const stops = life.stops.with(life.stops.lastIndexOf(own), { ...own, endsAt: at });
  return { life: { ...life, stops } };
}

/** Ends all that is agreed, with notice, whatever the reason. */
export function terminate({ life, step, at }: Transition<'TERMINATE'>): Outcome {
  const termination = findOpenTermination(life);
  if (termination !== undefined) return refuseTerminated(termination);
  const version = findLiveVersion(life, at);
  if (version === undefined) return refuseNothing();
  const { reason } = step.body;
  const noticeMs = version.noticeHours * HOUR_MS;
  // What was offered before it is off the table: else the other side alone could begin sharing again with it.
  return addStop({ ...life, offer: null }, { kind: 'TERMINATION', by: step.actor, reason, at, noticeMs });
}

interface NewStop extends Pick<Stop, 'kind' | 'by'> {
  readonly reason: Reason;
  readonly at: number;
  readonly noticeMs: number;
}

function addStop(life: PairLife, { at, noticeMs, ...stop }: NewStop): Outcome {
  const declared = { ...stop, declaredAt: at, effectiveAt: at + noticeMs, endsAt: null };
  return { life: { ...life, stops: [...life.stops, declared] } };
}

function findOwnSuspension({ stops }: PairLife, actor: string): Stop | undefined {
  return stops.findLast(({ kind, by, endsAt }) => kind === 'SUSPENSION' && by === actor && endsAt === null);
}

function refuseNothing(): Outcome {
  return refuseStep(
    'HUB111',
    'no version is in force or to come',
    'nothing is shared: there is nothing to stop',
  );
}

function refuseTerminated({ by }: Stop): Outcome {
  const help = 'sharing begins again with a version that both sign: `hub agreement offer FILE`';
  return refuseStep('HUB114', `${quote(by)} has terminated the agreement already`, help);
}
