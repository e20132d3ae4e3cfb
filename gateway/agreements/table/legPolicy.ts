/**
 * What is decided about a leg, worked out field by field when it is asked for.
 * Invariant: a policy rests on its agreement, the question and the open phases, and on nothing else, so it may be kept and
 * answered again for any leg and time with the same.
 */
import { hash } from 'node:crypto';
import type { AgreementTerms } from '../agreement.ts';
import type { Decision, LegPolicy, WithholdCode } from '../decision.ts';
import { isOpen, type Phase } from '../phase.ts';
import type { AgreementBook } from './agreementBook.ts';
import type { ClauseRange, ClauseStore } from './clauseStore.ts';
import type { FieldIndex } from './indexFields.ts';
import { type Ask, type FieldRuling, ruleField } from './matchClause.ts';

/** What every policy of a table needs. */
export interface PolicyParts {
  readonly index: FieldIndex;
  readonly store: ClauseStore;
  readonly book: AgreementBook;
  /** Called for each decision that is kept. */
  onKept(): void;
}

/** What a policy answers, beside its agreement. */
export interface PolicyQuestion {
  readonly purposeIndex: number;
  /** The bit of the relation; 0 for one to which nothing is granted. */
  readonly relation: number;
  readonly isVisible: boolean;
  /** As `readOpenPhases` gives it. */
  readonly open: number;
}

const NOT_SHARED: Decision = { kind: 'withhold', code: 'NOT_SHARED', clause: null };
const KEY: Decision = { kind: 'disclose', clause: null };

/** The policy of a leg for which an agreement is in force that knows the purpose. */
export class AgreementPolicy implements LegPolicy, Ask {
  readonly isVisible: boolean;
  readonly purpose: number;
  readonly relation: number;
  readonly open: number;
  readonly #agreement: number;
  readonly #parts: PolicyParts;
  #fingerprint: string | undefined;
  #dependsOnState = false;
  #decisions: Map<string, Decision> | undefined;

  constructor(agreement: number, question: PolicyQuestion, parts: PolicyParts) {
    this.isVisible = question.isVisible;
    this.purpose = 1 << question.purposeIndex;
    this.relation = question.relation;
    this.open = question.open;
    this.#agreement = agreement;
    this.#parts = parts;
  }

  get agreement(): AgreementTerms {
    return this.#parts.book.termsOf(this.#agreement);
  }

  get fingerprint(): string {
    this.#fingerprint ??= this.#survey();
    return this.#fingerprint;
  }

  get dependsOnState(): boolean {
    this.#fingerprint ??= this.#survey();
    return this.#dependsOnState;
  }

  /** How many decisions it holds. */
  get size(): number {
    return this.#decisions?.size ?? 0;
  }

  decide(coordinate: string): Decision {
    const kept = this.#decisions?.get(coordinate);
    if (kept !== undefined) return kept;
    const { index, onKept } = this.#parts;
    if (index.keys.has(coordinate)) return this.isVisible ? KEY : NOT_SHARED;
    const field = index.places.get(coordinate);
    // What is not in the contract is not kept either: there is no end of such texts.
    if (field === undefined) return NOT_SHARED;
    const decision = this.#decide(field);
    this.#decisions ??= new Map();
    this.#decisions.set(coordinate, decision);
    onKept();
    return decision;
  }

  isOpen(phase: Phase): boolean {
    return isOpen(this.open, this.#parts.book.phasesOf(this.#agreement).indexOf(phase));
  }

  #decide(field: number): Decision {
    const { store, book } = this.#parts;
    const range = store.findField(book.clausesOf(this.#agreement), field);
    const { code, mask, decisive } = this.#rule(range);
    if (decisive < 0) return NOT_SHARED;
    const clause = store.clauseAt(range.start + decisive, book.fileOf(this.#agreement));
    if (code !== null) return { kind: 'withhold', code, clause };
    return mask === null ? { kind: 'disclose', clause } : { kind: 'mask', mask, clause };
  }

  #rule(range: ClauseRange): FieldRuling {
    const ruling = ruleField(this.#parts.store.listTerms(range), this);
    // Invariant: of a leg that does not exist for the caller nothing is granted, whatever a single step says.
    return ruling.code === null && !this.isVisible ? { ...ruling, code: 'NOT_SHARED' } : ruling;
  }

  /** Decides every field that the agreement speaks of, and sums the decisions up. */
  #survey(): string {
    const { store, index, book } = this.#parts;
    const clauses = book.clausesOf(this.#agreement);
    const rulings: string[] = [];
    for (let start = clauses.start; start < clauses.end; ) {
      const field = store.fieldAt(start);
      let end = start + 1;
      while (end < clauses.end && store.fieldAt(end) === field) end += 1;
      const { code, mask, ends } = this.#rule({ start, end });
      start = end;
      if (code === null && ends) this.#dependsOnState = true;
      // A field without an entry is withheld as not shared.
      if (code === 'NOT_SHARED') continue;
      rulings.push(`${index.fields[field]?.field.coordinate}=${code ?? `as ${mask ?? 'CLEAR'}`}`);
    }
    return digest([
      this.isVisible ? 'visible' : 'hidden',
      this.#dependsOnState ? 'ends' : 'stays',
      ...rulings,
    ]);
  }
}

/** The policy of a leg of which everything is withheld for one reason. */
export class WithholdingPolicy implements LegPolicy {
  readonly isVisible = false;
  readonly dependsOnState = false;
  /** No digest has such a form. */
  readonly fingerprint: string;
  readonly agreement: AgreementTerms | null;
  readonly #decision: Decision;

  constructor(code: WithholdCode, agreement: AgreementTerms | null) {
    this.fingerprint = `everything=${code}`;
    this.agreement = agreement;
    this.#decision = { kind: 'withhold', code, clause: null };
  }

  decide(): Decision {
    return this.#decision;
  }
}

/**
 * The digest of decisions, sorted by coordinate; equal for equal decisions in any table and process, and for no others: no
 * name or code contains a line break. The agreement is not in it, so that platforms with the same terms share what is
 * rewritten for them. What differs between two agreements with the same decisions (keys of pseudonyms, grants, what is said
 * of the agreement) is taken from the request and the leg's policy, never from here; the dispatcher groups by operator
 * and fingerprint within one request, which has one platform.
 */
function digest(lines: readonly string[]): string {
  return hash('sha256', lines.join('\n'), 'base64url');
}
