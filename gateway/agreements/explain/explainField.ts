/**
 * Explains what a caller gets of one field: which clause decided, why the others did not match, what stands in the way, what
 * would change it, and when the answer changes by itself.
 * Invariant: the answer is that of `compileTable`; what is said beside it comes from the same matcher.
 */
import { LEG_TYPES } from '../../../schema/network.ts';
import type { Agreement, Clause } from '../agreement.ts';
import type { AgreementContract, ContractField } from '../agreementContract.ts';
import { purposeIndexOf } from '../clauseBits.ts';
import type { AgreementTable, Decision, LegFacts, PairStanding, WithholdCode } from '../decision.ts';
import { endOfGrace, readStatusBook, toPhase } from '../phase.ts';
import { compileTable } from '../table/compileTable.ts';
import { isInForce } from '../table/readStanding.ts';
import { findBestPath, hasReadableLeaf } from './findBestPath.ts';
import { createClauseRuler, type RuledField } from './ruleClauses.ts';
import { sayClause } from './sayClause.ts';
import { type Ground, sayRemedy } from './sayRemedy.ts';

export interface FieldQuestion extends Omit<LegFacts, 'acceptedAt'> {
  readonly platform: string;
  readonly purpose: string;
  /** As `LockerLeg.pickupCode`. */
  readonly coordinate: string;
  readonly now: number;
}

/** What a caller gets of a field. */
export type Outcome =
  | { readonly kind: 'disclose' }
  | { readonly kind: 'mask'; readonly mask: string }
  | { readonly kind: 'withhold'; readonly code: WithholdCode };

/** One step of the way from the leg to the field. */
export interface PathStep {
  readonly coordinate: string;
  readonly outcome: Outcome;
}

/** A clause of the field, and how it fared. */
export interface ExplainedClause {
  readonly clause: Clause;
  readonly isDecisive: boolean;
  /** Why it did not match, or that it did. */
  readonly words: string;
}

export interface FieldExplanation {
  readonly question: FieldQuestion;
  /** With regard to the whole way: a field below a withheld step has the code of that step. */
  readonly outcome: Outcome;
  /** About the field alone, as the table answers. */
  readonly decision: Decision;
  readonly standing: PairStanding;
  /** The clauses of the field in the agreement in force. */
  readonly clauses: readonly ExplainedClause[];
  /** The way with the fewest withheld steps, the field itself last; empty where the agreement says nothing of the question. */
  readonly path: readonly PathStep[];
  /** The topmost step that is withheld; null where none is. */
  readonly blockedAt: string | null;
  /** One sentence: what would change the answer. */
  readonly remedy: string;
  /** When the answer changes although nobody does anything, and to what; null for never. */
  readonly next: { readonly at: number; readonly outcome: Outcome } | null;
}

/** Explains a field under the agreements of a network. */
export function explainField(
  agreements: readonly Agreement[],
  contract: AgreementContract,
  question: FieldQuestion,
): FieldExplanation {
  const pair = agreements.filter(
    ({ operator, platform }) => operator === question.operator && platform === question.platform,
  );
  const parts = { pair, contract, table: compileTable(pair, contract) };
  const { ground, ...explanation } = explainAt(parts, question);
  const remedy = sayRemedy(ground, { ...explanation, contract });
  return { ...explanation, remedy, next: findNext(parts, question, explanation.outcome) };
}

interface Parts {
  /** The agreements of the two parties. */
  readonly pair: readonly Agreement[];
  readonly contract: AgreementContract;
  readonly table: AgreementTable;
}

/** An explanation of one moment, with what it rests on. */
interface Explained extends Omit<FieldExplanation, 'remedy' | 'next'> {
  readonly ground: Ground;
}

function explainAt({ pair, contract, table }: Parts, question: FieldQuestion): Explained {
  const { operator, platform, purpose, coordinate, now } = question;
  const standing = table.readPair(operator, platform, now);
  const policy = table.decideLeg({ platform, purpose }, { ...question, acceptedAt: null }, now);
  const decision = policy.decide(coordinate);
  const common = { question, decision, standing, outcome: toOutcome(decision) };
  const plain = (kind: Exclude<Ground['kind'], 'RULED'>): Explained => {
    return { ...common, clauses: [], path: [], blockedAt: null, ground: { kind } };
  };
  const agreement = pair.find(({ from, until }) => isInForce(from, until, now));
  if (standing.state !== 'IN_FORCE' || agreement === undefined) return plain('NO_AGREEMENT');
  if (purposeIndexOf(purpose) === undefined || !agreement.purposes.includes(purpose)) return plain('PURPOSE');
  const field = findField(contract, coordinate);
  if (field === undefined) return plain(decision.kind === 'withhold' ? 'UNKNOWN_FIELD' : 'KEY');
  if (field.isKey) return plain('KEY');
  return { ...common, ...explainUnder(agreement, contract, { question, field }) };
}

/** What the clauses of the agreement in force say of the field and of the way to it. */
function explainUnder(
  agreement: Agreement,
  contract: AgreementContract,
  { question, field }: { readonly question: FieldQuestion; readonly field: ContractField },
): Pick<Explained, 'outcome' | 'clauses' | 'path' | 'blockedAt' | 'ground'> {
  const rule = createClauseRuler(agreement, contract);
  const isGranted = (step: ContractField) => rule(step, question).code === null;
  const own = rule(field, question);
  const clauses = own.clauses.map((held, index): ExplainedClause => {
    const words = sayClause(held, own, question);
    return { clause: held.clause, isDecisive: index === own.decisive, words };
  });
  const legTypes = question.role === undefined ? contract.legTypes : [LEG_TYPES[question.role]];
  const way = findBestPath(contract, legTypes, field, isGranted);
  const notShared: Outcome = { kind: 'withhold', code: 'NOT_SHARED' };
  if (way === undefined) {
    return { outcome: notShared, clauses, path: [], blockedAt: null, ground: { kind: 'NO_WAY' } };
  }
  const path = way.map((step) => ({ coordinate: step.coordinate, outcome: toOutcome(rule(step, question)) }));
  const blocking = way.find((step) => !isGranted(step));
  const decisive = blocking ?? field;
  const ground: Ground = { kind: 'RULED', field: decisive, ruled: rule(decisive, question) };
  const blockedAt = blocking?.coordinate ?? null;
  if (blocking === undefined && field.isObject && !hasReadableLeaf(contract, field, isGranted)) {
    return { outcome: notShared, clauses, path, blockedAt, ground: { kind: 'NOTHING_BELOW' } };
  }
  return { outcome: toOutcome(ground.ruled), clauses, path, blockedAt, ground };
}

function toOutcome(said: Decision | RuledField): Outcome {
  const code = 'kind' in said ? (said.kind === 'withhold' ? said.code : null) : said.code;
  const mask = 'kind' in said ? (said.kind === 'mask' ? said.mask : null) : said.mask;
  if (code !== null) return { kind: 'withhold', code };
  return mask === null ? { kind: 'disclose' } : { kind: 'mask', mask };
}

/** Tries the moments at which something of the pair begins or ends. */
function findNext(parts: Parts, question: FieldQuestion, outcome: Outcome): FieldExplanation['next'] {
  const { finalAt, now } = question;
  const statuses = readStatusBook(parts.contract.statuses);
  const ends = parts.pair.flatMap(({ from, until, clauses }) => [
    from,
    until,
    ...clauses.flatMap((clause) => {
      const phase = clause.until === null ? undefined : toPhase(clause.until, clause.graceDays, statuses);
      return finalAt === null || phase === undefined ? [] : [endOfGrace(finalAt, phase.graceDays)];
    }),
  ]);
  const moments = [...new Set(ends)].filter((at) => at > now && Number.isFinite(at)).sort((a, b) => a - b);
  for (const at of moments) {
    const later = explainAt(parts, { ...question, now: at }).outcome;
    if (!isSameOutcome(later, outcome)) return { at, outcome: later };
  }
  return null;
}

function isSameOutcome(one: Outcome, other: Outcome): boolean {
  return sayOutcome(one) === sayOutcome(other);
}

/** An outcome in words: `disclosed`, `masked as CN_NAME`, `withheld (PURPOSE)`. */
export function sayOutcome(outcome: Outcome): string {
  if (outcome.kind === 'withhold') return `withheld (${outcome.code})`;
  return outcome.kind === 'mask' ? `masked as ${outcome.mask}` : 'disclosed';
}

function findField(contract: AgreementContract, coordinate: string): ContractField | undefined {
  const [type = '', name = '', ...rest] = coordinate.split('.');
  return rest.length === 0 ? contract.types.get(type)?.get(name) : undefined;
}
