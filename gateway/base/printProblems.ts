/** Prints many problems: sorted by file and place, each once, with an empty line between. */

import { printProblem } from './printProblem.ts';
import type { Problem } from './problem.ts';
import { sortProblems } from './sortProblems.ts';

/** The text of all problems, without a final line break; empty when there are none. */
export function printProblems(problems: readonly Problem[]): string {
  return sortProblems(problems).map(printProblem).join('\n\n');
}
