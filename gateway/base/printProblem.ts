/**
 * Prints one problem for people: code and sentence, then each place with its source line underlined, then the note
 * and the help. Invariant: no control character of the text it is given reaches the terminal.
 */

import { printableText } from './printableText.ts';
import { printExcerpt } from './printExcerpt.ts';
import type { Problem, ProblemLocation } from './problem.ts';

/** The lines of one problem, without a final line break. */
export function printProblem(problem: Problem): string {
  const severity = problem.severity === 'warning' ? 'warning: ' : '';
  return [
    `${problem.code} ${severity}${printableText(problem.message)}`,
    ...(problem.locations ?? []).flatMap(printPlace),
    ...printRemark('note', problem.note),
    ...printRemark('help', problem.help),
  ].join('\n');
}

function printPlace(location: ProblemLocation): readonly string[] {
  const file = location.file === undefined ? '' : `${printableText(location.file)}:`;
  return [
    `  ${file}${location.line}:${location.column}`,
    ...printExcerpt(location).map((line) => `  ${line}`),
  ];
}

function printRemark(name: string, text: string | undefined): readonly string[] {
  return text === undefined ? [] : [`  ${name}: ${printableText(text)}`];
}
