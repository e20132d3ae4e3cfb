/**
 * Takes one step in the life of a pair's agreements: the machine of README.md, which every hub, client and auditor runs alike.
 * Invariants: pure and total; a step that is refused changes nothing; each event is taken by the roles that are listed here.
 */
import { quote } from '../../base/quote.ts';
import { AS_TAKEN, type LifeRules } from './lifeRules.ts';
import type { LifeEvent, LifeStep, StepOf } from './lifeStep.ts';
import { joinPair } from './pair.ts';
import type { PairLife } from './pairLife.ts';
import { amend } from './steps/amend.ts';
import { endMeasure, openDispute, orderMeasure, settle } from './steps/dispute.ts';
import { counterOffer, declineOffer, offer, signOffer } from './steps/offer.ts';
import { resume, suspend, terminate } from './steps/stop.ts';
import { type ActorRole, type Outcome, refuseStep, type Transition } from './steps/transition.ts';

interface EventRule<Event extends LifeEvent> {
  readonly takenBy: readonly ActorRole[];
  readonly take: (transition: Transition<Event>) => Outcome;
}

const PARTIES = ['OPERATOR', 'PLATFORM'] as const;
const MEDIATOR = ['MEDIATOR'] as const;

const EVENTS: { readonly [Event in LifeEvent]: EventRule<Event> } = {
  OFFER: { takenBy: PARTIES, take: offer },
  COUNTER_OFFER: { takenBy: PARTIES, take: counterOffer },
  SIGN: { takenBy: PARTIES, take: signOffer },
  DECLINE: { takenBy: PARTIES, take: declineOffer },
  AMEND: { takenBy: PARTIES, take: amend },
  SUSPEND: { takenBy: PARTIES, take: suspend },
  RESUME: { takenBy: PARTIES, take: resume },
  TERMINATE: { takenBy: PARTIES, take: terminate },
  DISPUTE: { takenBy: PARTIES, take: openDispute },
  SETTLE: { takenBy: [...PARTIES, ...MEDIATOR], take: settle },
  ORDER_MEASURE: { takenBy: MEDIATOR, take: orderMeasure },
  END_MEASURE: { takenBy: MEDIATOR, take: endMeasure },
};

/** The life after the step, or why it is not taken. */
export function applyStep(life: PairLife, step: LifeStep, rules: LifeRules = AS_TAKEN): Outcome {
  if (step.pair !== joinPair(life)) {
    const message = `a step of ${quote(step.pair)} is no step of ${quote(joinPair(life))}`;
    return refuseStep('HUB101', message, 'apply it to the life of its own pair');
  }
  return take(life, step, rules);
}

function take<Event extends LifeEvent>(life: PairLife, step: StepOf<Event>, rules: LifeRules): Outcome {
  const { takenBy, take }: EventRule<Event> = EVENTS[step.event];
  const role = readRole(life, step.actor, rules);
  if (!takenBy.includes(role)) {
    const takers = takenBy.includes('OPERATOR') ? 'the parties of the pair take' : 'a mediator takes';
    const message = `${quote(step.event)} is not for ${quote(step.actor)} to declare: ${takers} this step`;
    return refuseStep('HUB104', message, 'use the profile of the participant whose step it is');
  }
  // Dates of two parties may differ by seconds. Records count in the order of their chain, so none counts from before the last.
  const at = Math.max(step.at, life.lastAt ?? step.at);
  const outcome = take({ life, step, role, at, rules });
  return outcome.problem === undefined ? { life: { ...outcome.life, lastAt: at } } : outcome;
}

function readRole({ operator, platform }: PairLife, actor: string, rules: LifeRules): ActorRole {
  if (actor === operator) return 'OPERATOR';
  if (actor === platform) return 'PLATFORM';
  return rules.isMediator(actor) ? 'MEDIATOR' : 'ANYBODY_ELSE';
}
