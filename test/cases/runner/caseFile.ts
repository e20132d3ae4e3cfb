/** What a `.case` file says, once it is read. The README beside this folder explains the format. */
import type { AgreementFile } from '../../../gateway/agreements/agreement.ts';
import type { LegAnnouncement } from '../../../gateway/store/directoryStore.ts';

/** One `=== name` section. */
export interface Section {
  readonly name: string;
  /** What follows the name on its line. */
  readonly caption: string;
  readonly body: string;
  /** Line of its heading, from 1. */
  readonly line: number;
  /** Line on which the body begins. */
  readonly bodyLine: number;
}

/** One leg: what the directory was told of it, and what its operator has on record. */
export interface CaseLeg {
  readonly announcement: LegAnnouncement;
  /** The operator's own record; null where it has none. */
  readonly record: Readonly<Record<string, unknown>> | null;
}

/** What an operator does instead of answering by its records. */
export type Behaviour = { readonly kind: 'down' } | { readonly kind: 'answers'; readonly body: string };

/** One request with everything that it depends on. */
export interface CaseStep {
  readonly line: number;
  readonly agreements: readonly AgreementFile[];
  readonly legs: readonly CaseLeg[];
  readonly behaviours: ReadonlyMap<string, Behaviour>;
  readonly caller: { readonly platform: string; readonly purpose: string };
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Sections with what is expected; `checker` is undefined where the step does not say. */
  readonly expected: {
    readonly checker: Section | undefined;
    readonly sees: Section;
    readonly gets: Section;
  };
}

export interface CaseFile {
  /** As `test/cases/masks/scrub.case`. */
  readonly path: string;
  readonly title: string;
  /** Title and story, as they stand before the first section. */
  readonly head: string;
  readonly sections: readonly Section[];
  readonly steps: readonly CaseStep[];
}

/** A mistake in a `.case` file, with its place. */
export class CaseError extends Error {
  constructor(path: string, line: number, message: string) {
    super(`${path}:${line}: ${message}`);
    this.name = 'CaseError';
  }
}
