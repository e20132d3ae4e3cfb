/** `hub agreement explain`: which clause decides a field, and what would change it. */
import { LEG_TYPES, type Role } from '../../../schema/network.ts';
import { PURPOSES } from '../../../schema/privacy.ts';
import type { Agreement } from '../../agreements/agreement.ts';
import type { Relation } from '../../agreements/decision.ts';
import { explainField } from '../../agreements/explain/explainField.ts';
import { printExplanation } from '../../agreements/explain/printExplanation.ts';
import { readTime } from '../../agreements/read/agreementArguments.ts';
import { checkAgreements } from '../../agreements/read/checkAgreements.ts';
import { didYouMean } from '../../base/didYouMean.ts';
import { isError } from '../../base/problem.ts';
import { quote } from '../../base/quote.ts';
import { readContract, readFiles } from './readFiles.ts';
import { refuseErrors } from './refuseErrors.ts';
import { type Format, Refusal, type Terminal, writeResult } from './terminal.ts';

export interface ExplainOptions {
  readonly operator: string;
  readonly platform: string;
  readonly purpose: string;
  readonly field: string;
  readonly relation: Relation;
  readonly status?: readonly string[];
  readonly finalAt?: string;
  readonly at?: string;
  readonly subgraph?: readonly string[];
  readonly format: Format;
}

/** Explains a field. Throws a `Refusal` for a question that names what does not exist, and for files with errors. */
export async function explainFiles(
  terminal: Terminal,
  paths: readonly string[],
  options: ExplainOptions,
): Promise<void> {
  const contract = readContract(terminal, options.subgraph);
  const { agreements, problems } = checkAgreements(readFiles(terminal, paths), contract);
  if (problems.some(isError)) {
    refuseErrors(terminal, problems, 'agreements with errors decide nothing; mend them first');
  }
  expectOneOf('purpose', options.purpose, PURPOSES);
  for (const status of options.status ?? []) expectOneOf('status', status, [...contract.statuses]);
  const coordinates = [...contract.types.values()].flatMap((fields) =>
    [...fields.values()].map(({ coordinate }) => coordinate),
  );
  expectOneOf('field', options.field, coordinates);
  expectParty('operator', options.operator, agreements);
  expectParty('platform', options.platform, agreements);
  const role = readRole(agreements, options);
  const explanation = explainField(agreements, contract, {
    ...(role === undefined ? {} : { role }),
    operator: options.operator,
    platform: options.platform,
    purpose: options.purpose,
    relation: options.relation,
    coordinate: options.field,
    everReached: options.status ?? ['ACCEPTED'],
    finalAt: options.finalAt === undefined ? null : time('final-at', options.finalAt),
    now: options.at === undefined ? Date.now() : time('at', options.at),
  });
  writeResult(terminal, options.format, explanation, printExplanation(explanation));
}

/** The role of the operator, from the leg that its agreement speaks of; undefined where it speaks of both or of none. */
function readRole(
  agreements: readonly Agreement[],
  { operator, platform }: ExplainOptions,
): Role | undefined {
  const clauses = agreements
    .filter((agreement) => agreement.operator === operator && agreement.platform === platform)
    .flatMap((agreement) => agreement.clauses);
  const roles = (Object.keys(LEG_TYPES) as Role[]).filter((role) =>
    clauses.some(({ coordinate }) => coordinate.startsWith(`${LEG_TYPES[role]}.`)),
  );
  return roles.length === 1 ? roles[0] : undefined;
}

/** A list that is short enough to be read is shown. */
const SHORT_LIST = 20;

function expectOneOf(option: string, value: string, known: readonly string[]): void {
  if (known.includes(value)) return;
  const help =
    didYouMean(value, known) ?? (known.length <= SHORT_LIST ? `one of ${known.join(', ')}` : undefined);
  throw new Refusal(`--${option} ${quote(value)} does not exist${help === undefined ? '' : `; ${help}`}`);
}

/** A misspelt party has no agreement either, and the answer would blame the agreements. */
function expectParty(side: 'operator' | 'platform', value: string, agreements: readonly Agreement[]): void {
  const known = [...new Set(agreements.map((agreement) => agreement[side]))].sort();
  if (known.includes(value)) return;
  const help = didYouMean(value, known) ?? `they name ${known.join(', ')}`;
  throw new Refusal(`no agreement in these files names the ${side} ${quote(value)}; ${help}`);
}

function time(option: string, text: string): number {
  const read = readTime(text);
  if (read !== undefined) return read;
  throw new Refusal(`--${option} ${quote(text)} is no time with an offset, as \`2026-11-20T12:00:00+08:00\``);
}
