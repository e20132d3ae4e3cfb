/** Says in one sentence what would change an answer. Invariant: it advises what the language can say, never a way around it. */

import { FINAL_STATUSES, NEVER_IMPLIED_PURPOSES, PURPOSES } from '../../../schema/privacy.ts';
import { didYouMean } from '../../base/didYouMean.ts';
import { quote } from '../../base/quote.ts';
import type { AgreementContract, ContractField } from '../agreementContract.ts';
import { sayTime } from '../sayTime.ts';
import type { FieldExplanation, FieldQuestion } from './explainField.ts';
import type { RuledField } from './ruleClauses.ts';

/** What an answer rests on. */
export type Ground =
  /** No agreement is in force, or two are. */
  | { readonly kind: 'NO_AGREEMENT' }
  /** The agreement in force does not know the purpose. */
  | { readonly kind: 'PURPOSE' }
  | { readonly kind: 'UNKNOWN_FIELD' }
  | { readonly kind: 'KEY' }
  /** Nothing leads from the leg to the field. */
  | { readonly kind: 'NO_WAY' }
  /** An object of which nothing can be read. */
  | { readonly kind: 'NOTHING_BELOW' }
  /** Clauses: those of the topmost withheld step, or of the field itself. */
  | { readonly kind: 'RULED'; readonly field: ContractField; readonly ruled: RuledField };

/** What the sentence may speak of. */
export interface RemedyParts extends Pick<FieldExplanation, 'question' | 'standing' | 'decision'> {
  readonly contract: AgreementContract;
}

export function sayRemedy(ground: Ground, parts: RemedyParts): string {
  const { question, decision, contract } = parts;
  switch (ground.kind) {
    case 'NO_AGREEMENT':
      return sayStanding(parts);
    case 'PURPOSE':
      return PURPOSES.includes(question.purpose)
        ? `a new version of the agreement that has ${question.purpose} among its purposes, signed by both parties`
        : `another purpose: ${quote(question.purpose)} is none of ${PURPOSES.join(', ')}`;
    case 'UNKNOWN_FIELD':
      return sayUnknownField(question.coordinate, contract);
    case 'KEY':
      return decision.kind === 'withhold'
        ? 'a clause that shares any field of the leg: its key comes with it'
        : 'nothing in a clause: the key of a leg comes with any field of it';
    case 'NO_WAY':
      return 'nothing: no field of such a leg leads there';
    case 'NOTHING_BELOW':
      return `a clause on a field below ${quote(question.coordinate)}: an object is asked for only with something in it`;
    case 'RULED':
      return sayRuled(ground.field.coordinate, ground.ruled, parts);
  }
}

function sayStanding({ question, standing }: RemedyParts): string {
  const version = standing.agreement === null ? '' : `version ${standing.agreement.version}`;
  switch (standing.state) {
    case 'NOT_YET':
      return `time: ${version} comes into force at ${sayTime(standing.agreement?.from ?? Number.NaN)}`;
    case 'EXPIRED':
      return `a new version that is in force alone at the time: ${version} ended at ${sayTime(standing.agreement?.until ?? Number.NaN)}`;
    default:
      return `an agreement of ${quote(question.operator)} with ${quote(question.platform)}, one alone in force at the time`;
  }
}

function sayUnknownField(coordinate: string, contract: AgreementContract): string {
  const known = [...contract.types.values()].flatMap((fields) =>
    [...fields.values()].map((field) => field.coordinate),
  );
  const hint = didYouMean(coordinate, known);
  const sentence = `another field: ${quote(coordinate)} is none of a leg or below one`;
  return hint === undefined ? sentence : `${sentence}; ${hint}`;
}

function sayRuled(coordinate: string, ruled: RuledField, { question }: RemedyParts): string {
  const field = quote(coordinate);
  const { purpose, relation } = question;
  const share = `\`@share(${[
    NEVER_IMPLIED_PURPOSES.has(purpose) ? [`for: [${purpose}]`] : [],
    relation === 'FOREIGN' ? ['parcels: [FOREIGN]'] : [],
  ]
    .flat()
    .join(', ')})\``.replace('()', '');
  switch (ruled.code) {
    case null:
      return sayEnd(ruled, question);
    case 'NOT_OWN_PARCEL':
      return relation === 'FOREIGN'
        ? `${share} on ${field}`
        : `nothing: ${quote(relation)} parcels are denied whatever a clause says`;
    case 'PURPOSE':
      return `${purpose} in the \`for:\` of a clause on ${field}`;
    case 'PHASE_OVER':
      return sayPhase(field, question.everReached.length === 0 && question.finalAt === null);
    default:
      return ruled.clauses.some(({ match }) => match === 'HOLDS' || match === 'PHASE')
        ? `clauses on ${field} that can all be kept and have one mask`
        : `${share} on ${field}`;
  }
}

function sayEnd({ ends }: RuledField, { everReached, finalAt }: FieldQuestion): string {
  if (!ends) return 'a new version of the agreement, signed by both parties';
  return finalAt === null && !everReached.some((status) => FINAL_STATUSES.has(status))
    ? 'the leg becoming final, or reaching the status that the clause ends with'
    : 'time: the leg is final, and its days of grace run';
}

function sayPhase(field: string, isUnknown: boolean): string {
  return isUnknown
    ? "news of the leg's state from its operator"
    : `a clause on ${field} with a later \`until:\`, with days of grace, or without an end`;
}
