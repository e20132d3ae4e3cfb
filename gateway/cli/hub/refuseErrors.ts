/** Ends a command at agreements with errors. */

import { printProblems } from '../../base/printProblems.ts';
import { isError, type Problem } from '../../base/problem.ts';
import { EXIT, Refusal, type Terminal } from './terminal.ts';

/** Shows the errors among the problems and throws a `Refusal` with the sentence. */
export function refuseErrors(terminal: Terminal, problems: readonly Problem[], sentence: string): never {
  terminal.err.write(`${printProblems(problems.filter(isError))}\n\n`);
  throw new Refusal(sentence, EXIT.problems);
}
