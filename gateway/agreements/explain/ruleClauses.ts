/**
 * Rules single fields of one agreement clause by clause, for telling people why. It asks the same matcher as the table, so
 * it cannot say otherwise. Invariant: like the matcher it is about one field alone, the way to it is for others to look at.
 */
import type { Agreement, Clause } from '../agreement.ts';
import type { AgreementContract, ContractField } from '../agreementContract.ts';
import { purposeBits, relationBit } from '../clauseBits.ts';
import type { LegFacts } from '../decision.ts';
import { isOpen, listPhases, type Phase, readOpenPhases, readStatusBook, type StatusBook } from '../phase.ts';
import { createTermsInterner, type InternedTerms } from '../table/internTerms.ts';
import { type ClauseMatch, type FieldRuling, matchClause, ruleField } from '../table/matchClause.ts';

/** What clauses are held against. */
export interface ClauseQuestion extends Pick<LegFacts, 'relation' | 'everReached' | 'finalAt'> {
  readonly purpose: string;
  readonly now: number;
}

/** A clause held against a question. */
export interface HeldClause {
  readonly clause: Clause;
  readonly terms: InternedTerms;
  readonly match: ClauseMatch;
}

/** A field, with each of its clauses in the order of the document. */
export interface RuledField extends FieldRuling {
  readonly clauses: readonly HeldClause[];
}

/** Rules a field by the clauses of an agreement. */
export type RuleClauses = (field: ContractField, question: ClauseQuestion) => RuledField;

/** A ruler for one agreement, whatever the time. */
export function createClauseRuler(agreement: Agreement, contract: AgreementContract): RuleClauses {
  const statuses = readStatusBook(contract.statuses);
  const byField = internClauses(agreement, contract, statuses);
  const phases = listPhases([...byField.values()].flat().map(({ terms }) => terms));
  return (field, question) => {
    const about = byField.get(field.coordinate) ?? [];
    const open = readOpenPhases(phases, question, statuses, question.now);
    const ask = {
      purpose: purposeBits([question.purpose]),
      relation: relationBit(question.relation),
      isOpen: (phase: Phase) => isOpen(open, phases.indexOf(phase)),
    };
    const terms = about.map((each) => each.terms);
    const clauses = about.map((each) => ({ ...each, match: matchClause(each.terms, ask) }));
    return { ...ruleField(terms, ask), clauses };
  };
}

/** The clauses about fields of the contract, by field, with what the matcher needs of them. */
function internClauses(
  { clauses }: Agreement,
  contract: AgreementContract,
  statuses: StatusBook,
): ReadonlyMap<string, readonly Omit<HeldClause, 'match'>[]> {
  const fields = new Map(
    [...contract.types.values()].flatMap((type) =>
      [...type.values()].map((field) => [field.coordinate, field]),
    ),
  );
  const { intern, all } = createTermsInterner(statuses);
  const byField = new Map<string, Omit<HeldClause, 'match'>[]>();
  for (const clause of clauses) {
    const field = fields.get(clause.coordinate);
    if (field === undefined || field.isKey) continue;
    const held = { clause, terms: all[intern(clause, field)] as InternedTerms };
    const known = byField.get(clause.coordinate);
    if (known === undefined) byField.set(clause.coordinate, [held]);
    else known.push(held);
  }
  return byField;
}
