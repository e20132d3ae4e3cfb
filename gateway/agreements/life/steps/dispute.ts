/**
 * Disputes and what a mediator orders meanwhile. Invariants: a measure is ordered by a mediator, while a dispute is open, for a
 * bounded time; it touches neither versions nor stops, so it never makes anything shared that was not, but for the floor.
 */
import { quote } from '../../../base/quote.ts';
import type { Dispute, InterimMeasure, PairLife } from '../pairLife.ts';
import { readRecordTime } from '../stepShapes.ts';
import { type Outcome, refuseStep, type Transition } from './transition.ts';

export const LONGEST_MEASURE_DAYS = 90;
const DAY_MS = 86_400_000;

/** Opens a dispute: also about an offer, before anything is agreed. */
export function openDispute({ life, step, at }: Transition<'DISPUTE'>): Outcome {
  const open = findOpenDispute(life);
  if (open !== undefined) {
    const message = `${quote(open.by)} has opened a dispute already`;
    return refuseStep('HUB117', message, 'a mediator sees both sides in it');
  }
  const disputes = [...life.disputes, { by: step.actor, openedAt: at, settledAt: null }];
  return { life: { ...life, disputes } };
}

/**
 * Settles a dispute, and ends what was ordered in it. The party that opened it takes it back alone only while no measure is in
 * force: else it would end a measure that was ordered against it.
 */
export function settle({ life, step, role, at }: Transition<'SETTLE'>): Outcome {
  const open = findOpenDispute(life);
  if (open === undefined) return refuseNoDispute();
  if (role !== 'MEDIATOR') {
    const help = 'ask the mediator to settle it';
    if (open.by !== step.actor) return refuseStep('HUB104', `${quote(open.by)} opened the dispute`, help);
    if (life.measures.some((measure) => isInForce(measure, at))) {
      return refuseStep('HUB104', 'a mediator ordered a measure that is in force', help);
    }
  }
  const disputes = life.disputes.map((dispute) =>
    dispute === open ? { ...dispute, settledAt: at } : dispute,
  );
  return { life: { ...life, disputes, measures: endMeasures(life, at) } };
}

/** Restores the floor, or withholds fields. */
export function orderMeasure({ life, step, at, rules }: Transition<'ORDER_MEASURE'>): Outcome {
  const { kind, withhold } = step.body;
  if (findOpenDispute(life) === undefined) return refuseNoDispute();
  if (life.versions.length === 0) {
    const help = 'there is nothing to restore or to narrow before the first version is signed';
    return refuseStep('HUB111', 'the pair has no agreement', help);
  }
  if (life.measures.some((measure) => measure.kind === kind && isInForce(measure, at))) {
    const message = `a measure ${quote(kind)} is in force`;
    return refuseStep('HUB119', message, 'end it first: `hub agreement end-measure PAIR`');
  }
  const unknown = withhold.find((coordinate) => !rules.isField(coordinate));
  if (unknown !== undefined) {
    // It would be shown as in force, and withhold nothing.
    const help =
      'name fields as agreements do, on the types of legs: `LockerLeg.pickupCode`, `Recipient.phone`';
    return refuseStep('HUB123', `${quote(unknown)} is no field that can be withheld`, help);
  }
  const until = readRecordTime(step.body.until);
  if (until === undefined || until <= at || until > at + LONGEST_MEASURE_DAYS * DAY_MS) {
    const message = `the measure would not end within ${LONGEST_MEASURE_DAYS} days from now`;
    return refuseStep('HUB120', message, `set an end in the next ${LONGEST_MEASURE_DAYS} days`);
  }
  const measure = { by: step.actor, kind, from: at, until, withhold: kind === 'NARROW' ? withhold : [] };
  return { life: { ...life, measures: [...life.measures, measure] } };
}

/** Ends whatever is ordered, before its time. */
export function endMeasure({ life, at }: Transition<'END_MEASURE'>): Outcome {
  if (!life.measures.some((measure) => isInForce(measure, at))) {
    return refuseStep('HUB121', 'no measure is in force', '`hub agreement show PAIR` lists what was ordered');
  }
  return { life: { ...life, measures: endMeasures(life, at) } };
}

export function isInForce({ from, until }: InterimMeasure, at: number): boolean {
  return from <= at && at < until;
}

function endMeasures({ measures }: PairLife, at: number): readonly InterimMeasure[] {
  return measures.map((measure) => (isInForce(measure, at) ? { ...measure, until: at } : measure));
}

function findOpenDispute({ disputes }: PairLife): Dispute | undefined {
  return disputes.find(({ settledAt }) => settledAt === null);
}

function refuseNoDispute(): Outcome {
  return refuseStep('HUB118', 'no dispute is open', 'a party opens one: `hub agreement dispute PAIR`');
}
