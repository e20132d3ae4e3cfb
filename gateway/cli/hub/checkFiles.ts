/** `hub agreement check`: every problem of agreements, with its place and what to do. */
import { checkAgreements } from '../../agreements/read/checkAgreements.ts';
import { countOf } from '../../base/countOf.ts';
import { printProblems } from '../../base/printProblems.ts';
import { isError } from '../../base/problem.ts';
import { readContract, readFiles } from './readFiles.ts';
import { EXIT, type ExitCode, type Format, type Terminal, writeResult } from './terminal.ts';

export interface CheckOptions {
  readonly subgraph?: readonly string[];
  readonly format: Format;
}

/** Checks files; 1 when one has an error. */
export async function checkFiles(
  terminal: Terminal,
  paths: readonly string[],
  { subgraph, format }: CheckOptions,
): Promise<ExitCode> {
  const files = readFiles(terminal, paths);
  const { agreements, problems } = checkAgreements(files, readContract(terminal, subgraph));
  const errors = problems.filter(isError).length;
  if (problems.length > 0 && format === 'text') terminal.err.write(`${printProblems(problems)}\n\n`);
  const warnings = problems.length - errors;
  const found = `${countOf(errors, 'error')}, ${countOf(warnings, 'warning')}`;
  const sentence = `${countOf(files.length, 'file')} checked, ${countOf(agreements.length, 'agreement')} can be compiled: ${found}`;
  const listed = agreements.map(({ id, version }) => ({ id, version }));
  writeResult(terminal, format, { agreements: listed, problems }, sentence);
  return errors > 0 ? EXIT.problems : EXIT.fine;
}
