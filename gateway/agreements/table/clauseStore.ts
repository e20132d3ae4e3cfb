/**
 * The clauses of all agreements as numbers: 20 bytes each, whatever they say, in pieces that never move as more come.
 * Invariant: the clauses of an agreement stand in a row, by field, and those of a field in the order of the document.
 */
import type { Clause } from '../agreement.ts';
import type { StatusBook } from '../phase.ts';
import type { FieldIndex, IndexedField } from './indexFields.ts';
import { createTermsInterner, type InternedTerms } from './internTerms.ts';
import { type ClauseWords, createWordsInterner } from './internWords.ts';

/** A row of clauses: from `start` up to, and not with, `end`. */
export interface ClauseRange {
  readonly start: number;
  readonly end: number;
}

export interface ClauseStore {
  /** Adds the clauses of an agreement. Those about a field that is not in the contract, or is a key, are dropped. */
  add(clauses: readonly Clause[]): ClauseRange;
  /** Gives back what was reserved for more. */
  trim(): void;
  /** Place of the clause's field in the index. */
  fieldAt(position: number): number;
  termsAt(position: number): InternedTerms;
  listTerms(range: ClauseRange): readonly InternedTerms[];
  /** The clause as it was handed in; it stands in `file`. */
  clauseAt(position: number, file: string | null): Clause;
  /** The clauses of a field within a range; empty where there are none. */
  findField(range: ClauseRange, field: number): ClauseRange;
}

// Of each clause: its field, what it decides, how it is written, and where it stands.
const CELLS = 5;
const FIELD = 0;
const TERMS = 1;
const WORDS = 2;
const LINE = 3;
const COLUMN = 4;

/** Clauses of a piece: a power of two. */
const PIECE_BITS = 15;
const PIECE = 1 << PIECE_BITS;

/** An empty store. */
export function createClauseStore(index: FieldIndex, statuses: StatusBook): ClauseStore {
  const terms = createTermsInterner(statuses);
  const words = createWordsInterner();
  const pieces: Uint32Array[] = [];
  let order = new Float64Array(1_024);
  let count = 0;
  return { add, trim, fieldAt, termsAt, listTerms, clauseAt, findField };

  function add(clauses: readonly Clause[]): ClauseRange {
    const start = count;
    if (clauses.length > order.length) order = new Float64Array(clauses.length * 2);
    let kept = 0;
    for (let place = 0; place < clauses.length; place++) {
      const field = index.places.get(clauses[place]?.coordinate ?? '');
      // One number to sort by: the field, then the order in the document.
      if (field !== undefined) order[kept++] = field * clauses.length + place;
    }
    for (const key of order.subarray(0, kept).sort()) {
      const field = Math.floor(key / clauses.length);
      const clause = clauses[key % clauses.length] as Clause;
      const entry = index.fields[field] as IndexedField;
      if (count % PIECE === 0) pieces.push(new Uint32Array(PIECE * CELLS));
      const cells = pieces[count >>> PIECE_BITS] as Uint32Array;
      const cell = (count % PIECE) * CELLS;
      cells[cell + FIELD] = field;
      cells[cell + TERMS] = terms.intern(clause, entry.field);
      cells[cell + WORDS] = words.intern(clause);
      cells[cell + LINE] = clause.line;
      cells[cell + COLUMN] = clause.column;
      count += 1;
    }
    return { start, end: count };
  }

  function trim(): void {
    const last = pieces.pop();
    if (last !== undefined) pieces.push(last.slice(0, (count - pieces.length * PIECE) * CELLS));
    order = new Float64Array(0);
  }

  function read(position: number, cell: number): number {
    return (pieces[position >>> PIECE_BITS] as Uint32Array)[(position % PIECE) * CELLS + cell] as number;
  }

  function fieldAt(position: number): number {
    return read(position, FIELD);
  }

  function termsAt(position: number): InternedTerms {
    return terms.all[read(position, TERMS)] as InternedTerms;
  }

  function listTerms({ start, end }: ClauseRange): readonly InternedTerms[] {
    const listed: InternedTerms[] = [];
    for (let position = start; position < end; position++) listed.push(termsAt(position));
    return listed;
  }

  function clauseAt(position: number, file: string | null): Clause {
    return {
      coordinate: index.fields[fieldAt(position)]?.field.coordinate ?? '',
      ...(words.all[read(position, WORDS)] as ClauseWords),
      file,
      line: read(position, LINE),
      column: read(position, COLUMN),
    };
  }

  function findField(range: ClauseRange, field: number): ClauseRange {
    let low = range.start;
    let high = range.end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (fieldAt(middle) < field) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < range.end && fieldAt(end) === field) end += 1;
    return { start: low, end };
  }
}
