/**
 * The sections of a check, and which problem belongs to which.
 * Invariant: every code that checking a subgraph can bring about has a section; a test proves it.
 */
import { isError, type Problem } from '../../base/problem.ts';
import type { ProblemCode } from '../../base/problemCodes.ts';

/** In the order in which they are shown. */
export const SECTION_TITLES = [
  'Build',
  'Address and numbers',
  'Role contract',
  'Labels',
  'Composition',
  'Breaking changes',
  'Privacy changes',
  'Agreements',
] as const;

export type SectionTitle = (typeof SECTION_TITLES)[number];

export type SectionStatus = 'PASSED' | 'WARNING' | 'FAILED' | 'SKIPPED';

/** One part of a check: what was looked at, and what was found. */
export interface CheckSection {
  readonly title: SectionTitle;
  readonly status: SectionStatus;
  readonly problems: readonly Problem[];
  /** Facts: what was compared with what, or why it was not. */
  readonly notes: readonly string[];
  /** Of `Breaking changes`: one row for each. */
  readonly changes?: readonly ChangeRow[];
}

/** One change that takes something away, and who asks for it. */
export interface ChangeRow {
  /** Whether somebody misses it. */
  readonly result: 'PASS' | 'FAIL';
  /** As `FIELD_REMOVED`. */
  readonly code: string;
  readonly coordinate: string;
  readonly description: string;
  readonly operations: readonly AffectedOperation[];
}

/** An operation that a platform sent, as the operator is told of it: never its text. */
export interface AffectedOperation {
  readonly platform: string;
  readonly hash: string;
  /** How often it was sent. */
  readonly count: number;
}

/** Where a problem of the SDL itself is shown. */
export const SECTION_OF_CODE: Readonly<Partial<Record<ProblemCode, SectionTitle>>> = {
  HUB001: 'Build',
  HUB002: 'Build',
  HUB003: 'Build',
  HUB004: 'Build',
  HUB005: 'Build',
  HUB006: 'Build',
  HUB007: 'Composition',
  HUB008: 'Composition',
  HUB009: 'Build',
  HUB010: 'Build',
  HUB011: 'Build',
  HUB012: 'Build',
  HUB013: 'Build',
  HUB014: 'Role contract',
  HUB015: 'Role contract',
  HUB016: 'Role contract',
  HUB017: 'Role contract',
  HUB018: 'Role contract',
  HUB019: 'Role contract',
  HUB020: 'Role contract',
  HUB021: 'Role contract',
  HUB022: 'Role contract',
  HUB023: 'Role contract',
  HUB024: 'Labels',
  HUB025: 'Role contract',
  HUB026: 'Role contract',
  HUB027: 'Role contract',
  HUB030: 'Role contract',
  HUB031: 'Role contract',
  HUB032: 'Labels',
  HUB033: 'Labels',
  HUB034: 'Role contract',
  HUB035: 'Role contract',
  HUB036: 'Role contract',
  HUB037: 'Role contract',
  HUB038: 'Role contract',
  HUB040: 'Labels',
  HUB041: 'Address and numbers',
  HUB042: 'Address and numbers',
  HUB043: 'Breaking changes',
  HUB044: 'Privacy changes',
  HUB045: 'Privacy changes',
  HUB046: 'Agreements',
  HUB047: 'Privacy changes',
};

/** A section that was looked at; its problems decide how it ended. */
export function writeSection(
  title: SectionTitle,
  problems: readonly Problem[],
  notes: readonly string[] = [],
): CheckSection {
  const status = problems.some(isError) ? 'FAILED' : problems.length > 0 ? 'WARNING' : 'PASSED';
  return { title, status, problems, notes };
}

/** A section that was not looked at, and why. */
export function skipSection(title: SectionTitle, why: string): CheckSection {
  return { title, status: 'SKIPPED', problems: [], notes: [why] };
}
