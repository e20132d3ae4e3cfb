/**
 * The oracle's own reading of agreements: one field, one leg, one question, straight from the text of the rules. It knows
 * agreements as the generator made them, never as SDL, and shares nothing with the hub's compiler.
 */
import type { Relation } from '../../gateway/agreements/decision.ts';
import { clausePurposes } from './generateAgreements.ts';
import type { AgreementModel, ClauseModel, LegModel, QuestionModel } from './model.ts';

/** What is known of a leg's state; null where nothing is. */
export interface LegState {
  readonly everReached: readonly string[];
  readonly finalAt: number | null;
  /** True for a state that is final whatever was reached: an exception that nobody may look into. */
  readonly isFinal: boolean;
}

export type Verdict =
  | { readonly kind: 'disclose' }
  | { readonly kind: 'mask'; readonly mask: string }
  | { readonly kind: 'withhold'; readonly code: string };

const FINAL = ['DELIVERED', 'RETURNED', 'CANCELLED'];
const DAY_MS = 86_400_000;

export function relationOf(leg: LegModel, question: QuestionModel): Relation {
  return leg.platform === question.platform ? 'OWN' : 'FOREIGN';
}

/** What the hub was told of the leg, by announcements and by answers that it kept; null for nothing. */
export function announcedState(leg: LegModel): LegState | null {
  const { everReached, finalAt } = leg;
  if (everReached.length === 0) return finalAt === null ? null : { everReached, finalAt, isFinal: false };
  // Whenever it was said, and whatever was said since.
  const said = [leg.status, leg.known?.values['status']].filter((status) => typeof status === 'string');
  return { everReached: [...everReached, ...said], finalAt, isFinal: false };
}

/** The agreement of the leg's operator with the caller that was in force at a time. */
export function agreementInForce(
  agreements: readonly AgreementModel[],
  operator: string,
  { platform }: QuestionModel,
  time: number,
): AgreementModel | undefined {
  return agreements.find(
    (each) =>
      each.operator === operator && each.platform === platform && each.from <= time && time < each.until,
  );
}

export interface JudgedBy {
  readonly agreements: readonly AgreementModel[];
  readonly question: QuestionModel;
  /** When the agreement was in force that decides; phases count from the time of the question. */
  readonly forceAt: number;
}

/** Whether a field is granted, masked or withheld, by itself: the way to it is not looked at. */
export function judge(
  { agreements, question, forceAt }: JudgedBy,
  leg: LegModel,
  coordinate: string,
  state: LegState | null,
): Verdict {
  const agreement = agreementInForce(agreements, leg.operator, question, forceAt);
  if (agreement === undefined)
    return { kind: 'withhold', code: whyNone(agreements, leg.operator, question, forceAt) };
  if (!agreement.purposes.includes(question.purpose)) return { kind: 'withhold', code: 'PURPOSE' };
  const clauses = agreement.clauses.filter(({ type, field }) => `${type}.${field}` === coordinate);
  if (clauses.length === 0) return { kind: 'withhold', code: 'NOT_SHARED' };
  const relation = relationOf(leg, question);
  const related = clauses.filter((clause) => holdsForRelation(clause, relation));
  if (related.length === 0) {
    return { kind: 'withhold', code: relation === 'OWN' ? 'NOT_SHARED' : 'NOT_OWN_PARCEL' };
  }
  const meant = related.filter((clause) =>
    clausePurposes(clause, agreement.purposes).includes(question.purpose),
  );
  if (meant.length === 0) return { kind: 'withhold', code: 'PURPOSE' };
  const holding = meant.filter((clause) => isPhaseOn(clause, state, question.now));
  if (holding.length === 0) return { kind: 'withhold', code: 'PHASE_OVER' };
  const mask = holding[0]?.as ?? 'CLEAR';
  return mask === 'CLEAR' ? { kind: 'disclose' } : { kind: 'mask', mask };
}

function whyNone(
  agreements: readonly AgreementModel[],
  operator: string,
  { platform }: QuestionModel,
  time: number,
) {
  const isOver = agreements.some(
    (each) => each.operator === operator && each.platform === platform && each.until <= time,
  );
  return isOver ? 'EXPIRED' : 'NO_AGREEMENT';
}

/** `DELEGATED` is denied even where a clause lists it. */
function holdsForRelation(clause: ClauseModel, relation: Relation): boolean {
  return relation !== 'DELEGATED' && (clause.parcels ?? ['OWN']).includes(relation);
}

function isPhaseOn({ until, graceDays }: ClauseModel, state: LegState | null, now: number): boolean {
  if (until === null) return true;
  if (state === null) return false;
  const { everReached, finalAt, isFinal } = state;
  const isEnded =
    everReached.includes(until) ||
    everReached.some((status) => FINAL.includes(status)) ||
    finalAt !== null ||
    isFinal;
  return !isEnded || (finalAt !== null && now < finalAt + (graceDays ?? 0) * DAY_MS);
}

/** The same whatever the leg's state: what is granted until a status counts as granted. */
export function judgeAnyState(by: JudgedBy, leg: LegModel, coordinate: string): Verdict {
  return judge({ ...by, agreements: cutPhases(by.agreements) }, leg, coordinate, null);
}

const withoutPhases = new WeakMap<readonly AgreementModel[], readonly AgreementModel[]>();

function cutPhases(agreements: readonly AgreementModel[]): readonly AgreementModel[] {
  const known = withoutPhases.get(agreements);
  if (known !== undefined) return known;
  const cut = agreements.map((agreement) => ({
    ...agreement,
    clauses: agreement.clauses.map((clause) => ({ ...clause, until: null })),
  }));
  withoutPhases.set(agreements, cut);
  return cut;
}
