/** What the functions that carry out a step are handed, and what they come to. */
import type { Problem } from '../../../base/problem.ts';
import type { ProblemCode } from '../../../base/problemCodes.ts';
import type { LifeRules } from '../lifeRules.ts';
import type { LifeEvent, StepOf } from '../lifeStep.ts';
import type { AgreedVersion, PairLife, Stop } from '../pairLife.ts';

/** What an actor is to the pair. */
export type ActorRole = 'OPERATOR' | 'PLATFORM' | 'MEDIATOR' | 'ANYBODY_ELSE';

export interface Transition<Event extends LifeEvent> {
  readonly life: PairLife;
  readonly step: StepOf<Event>;
  readonly role: ActorRole;
  /** When the step counts from, milliseconds since the epoch. */
  readonly at: number;
  readonly rules: LifeRules;
}

export type Outcome =
  | { readonly life: PairLife; readonly problem?: undefined }
  | { readonly problem: Problem };

/** A step that is not taken: why, and what can be done. */
export function refuseStep(code: ProblemCode, message: string, help: string): { readonly problem: Problem } {
  return { problem: { code, severity: 'error', message, help } };
}

export const HOUR_MS = 3_600_000;

/** The version in force at a time. */
export function findVersionInForce(life: PairLife, at: number): AgreedVersion | undefined {
  return life.versions.find(({ from, until }) => from <= at && at < until);
}

/** The version in force, else the next one to come: the one by whose notice a stop takes effect. */
export function findLiveVersion(life: PairLife, at: number): AgreedVersion | undefined {
  return life.versions.find(({ until }) => at < until);
}

/** The termination of all that is agreed; undefined where a version was agreed after it. */
export function findOpenTermination({ stops }: PairLife): Stop | undefined {
  return stops.find(({ kind, endsAt }) => kind === 'TERMINATION' && endsAt === null);
}
