/** Says in a few words how a clause fared against a question. Invariant: it repeats what the matcher found, and decides nothing. */

import { FINAL_STATUSES } from '../../../schema/privacy.ts';
import { quote } from '../../base/quote.ts';
import { endOfGrace } from '../phase.ts';
import { sayTime } from '../sayTime.ts';
import type { ClauseQuestion, HeldClause, RuledField } from './ruleClauses.ts';

/** `field` is the whole field that the clause is one of. */
export function sayClause(held: HeldClause, field: RuledField, question: ClauseQuestion): string {
  const { clause, terms, match } = held;
  if (match === 'RELATION') return sayOtherParcels(clause.relations, question.relation);
  if (match === 'PURPOSE')
    return `is for ${clause.purposes.join(', ') || 'no purpose'}, not for ${question.purpose}`;
  if (!terms.isSound)
    return 'grants nothing: its mask does not fit the field, or no operator sends the status it ends with';
  const others = field.clauses.filter((other) => other.match === 'PHASE' || other.match === 'HOLDS');
  const rival = others.find((other) => other.terms.mask !== terms.mask);
  if (rival !== undefined) {
    return `grants nothing: the clause in line ${rival.clause.line} is about the same and has another mask`;
  }
  if (match === 'PHASE') return sayPhaseOver(held, question);
  return terms.mask === null ? 'grants it' : `grants it masked as ${terms.mask}`;
}

function sayOtherParcels(relations: readonly string[], relation: string): string {
  if (relation === 'DELEGATED') return 'grants nothing to DELEGATED: it is denied whatever a clause lists';
  return `is for ${relations.join(' and ') || 'no'} parcels, not for ${quote(relation)}`;
}

function sayPhaseOver({ clause }: HeldClause, { everReached, finalAt }: ClauseQuestion): string {
  if (everReached.length === 0 && finalAt === null) return "is over: nothing is known of the leg's state";
  const reached = everReached.find((status) => status === clause.until || FINAL_STATUSES.has(status));
  const ended = reached === undefined ? 'the leg is final' : `the leg reached ${reached}`;
  if (reached === undefined && finalAt === null)
    return "is over: the leg's state holds a status that no operator sends";
  if (clause.graceDays === 0) return `is over: ${ended}`;
  if (finalAt === null) return `is over: ${ended}, and when it became final is not known`;
  return `is over: ${ended}, and ${clause.graceDays} days of grace ended at ${sayTime(endOfGrace(finalAt, clause.graceDays))}`;
}
