/**
 * Expected trouble as data: what is wrong, where, and what to do next. Whoever finds a problem returns it; only the
 * edge (a command, an answer, a log) prints it. Invariant: a problem is plain data that survives `structuredClone`.
 */
import type { ProblemCode } from './problemCodes.ts';

/** One thing that is wrong with what somebody handed in. */
export interface Problem {
  readonly code: ProblemCode;
  /** An error refuses the document; a warning does not. */
  readonly severity: 'error' | 'warning';
  /** One sentence: lower case, no full stop, names in backticks. It never says how to fix the problem. */
  readonly message: string;
  /** Where, the most telling place first. */
  readonly locations?: readonly ProblemLocation[];
  /** Facts that explain the problem. */
  readonly note?: string;
  /** The next step. */
  readonly help?: string;
}

/** Whether a problem refuses the document. */
export function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

/** A place in a text. Lines and columns count from 1; columns count UTF-16 units, as graphql-js does. */
export interface ProblemLocation {
  readonly file?: string;
  /** The text of the line, or a window of it where the line is very long. */
  readonly source: string;
  /** The column at which `source` begins: 1 unless it is a window. */
  readonly sourceStart?: number;
  readonly line: number;
  readonly column: number;
  /** How many UTF-16 units are meant, from `column` on; 1 when absent. */
  readonly length?: number;
}
