/** `hub subgraph check`: what a publication would be and do; without a hub, as far as the document tells by itself. */
import { printProblems } from '../../base/printProblems.ts';
import { quote } from '../../base/quote.ts';
import { SECTION_TITLES } from '../../registry/subgraphs/checkSection.ts';
import type { OpenControl } from '../control/controlClient.ts';
import { EXIT, type ExitCode, type Format, Refusal, type Terminal, writeResult } from '../hub/terminal.ts';
import { printSections, type ToldCheck } from './printSections.ts';
import { type InputOptions, readInput } from './readInput.ts';

export interface CheckFileOptions extends InputOptions {
  readonly profile?: string;
  readonly accept?: readonly string[];
  readonly offline?: boolean;
  readonly role?: 'courier' | 'locker';
  readonly operator?: string;
  readonly format: Format;
}

/** What is asked of a check. */
export const CHECK_FIELDS = `operator passed accepted
  sections { title status problems notes changes { result code coordinate description operations { platform hash count } } }`;

const CHECK = `query ($operator: String!, $input: SubgraphInput!, $accept: [AcceptableChange!]) {
  checkSubgraph(operator: $operator, input: $input, accept: $accept) { ${CHECK_FIELDS} }
}`;

/** Checks one file; 1 when a section has failed. */
export async function checkFile(
  terminal: Terminal,
  file: string,
  options: CheckFileOptions,
  openControl: OpenControl,
): Promise<ExitCode> {
  const check = options.offline
    ? await checkOffline(terminal, file, options)
    : await askForCheck(terminal, file, options, openControl);
  const next = check.passed
    ? sayNext(file, options)
    : 'mend what failed and check again; `hub explain CODE` explains a code';
  writeCheck(terminal, options.format, check, `the check ${check.passed ? 'passed' : 'failed'}: ${next}`);
  return check.passed ? EXIT.fine : EXIT.problems;
}

/** Writes a check: problems on stderr with their places, sections and the last line on stdout. */
export function writeCheck(
  terminal: Terminal,
  format: Format,
  check: ToldCheck,
  sentence: string,
  value: unknown = check,
): void {
  const problems = check.sections.flatMap((section) => section.problems);
  if (format === 'text' && problems.length > 0) terminal.err.write(`${printProblems(problems)}\n\n`);
  writeResult(terminal, format, value, `${printSections(check.sections)}\n\n${sentence}`);
}

async function askForCheck(
  terminal: Terminal,
  file: string,
  options: CheckFileOptions,
  openControl: OpenControl,
): Promise<ToldCheck> {
  const input = readInput(terminal, file, options);
  const client = await openControl(terminal, options);
  const { checkSubgraph } = await client.ask<{ readonly checkSubgraph: ToldCheck }>(CHECK, {
    operator: options.operator ?? client.participant,
    input,
    accept: toAccept(options.accept),
  });
  return checkSubgraph;
}

/** `--accept` as the control API takes it. */
export function toAccept(accept: readonly string[] = []): readonly string[] {
  return accept.map((name) => name.toUpperCase());
}

async function checkOffline(terminal: Terminal, file: string, options: CheckFileOptions): Promise<ToldCheck> {
  const { role, operator } = options;
  if (role === undefined || operator === undefined) {
    throw new Refusal(
      'without a hub the check needs to know who publishes: `--role courier --operator sf-express`',
    );
  }
  // The composer takes a second to load, and other commands do not wait for it.
  const { verifySubgraph } = await import('../../supergraph/verifySubgraph.ts');
  const { splitVerdict } = await import('../../registry/subgraphs/checkPublication.ts');
  const { sdl } = readInput(terminal, file, options);
  const found = splitVerdict(verifySubgraph({ code: operator, role, sdl, file }, new Map()));
  const why = `needs the hub: leave \`--offline\` out for it`;
  const sections = SECTION_TITLES.map((title) => {
    const section = found.find((each) => each.title === title);
    if (section === undefined) return { title, status: 'SKIPPED', problems: [], notes: [why] };
    return title === 'Composition' ? { ...section, notes: ['composed with the contract alone'] } : section;
  });
  const passed = sections.every(({ status }) => status !== 'FAILED');
  return { operator, passed, accepted: [], sections };
}

function sayNext(file: string, { offline, url }: CheckFileOptions): string {
  if (offline) return `next, against the network: hub subgraph check ${quoteFile(file)}`;
  return `next: hub subgraph publish ${quoteFile(file)} --url ${url ?? 'URL'}`;
}

function quoteFile(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : quote(file);
}
