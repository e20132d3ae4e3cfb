/**
 * Prints an explanation for a terminal: the answer first, then the clause that decided, the others, the way, and what next.
 * Invariant: no control character of an agreement's text reaches the terminal.
 */
import { printableText } from '../../base/printableText.ts';
import { sayTime } from '../sayTime.ts';
import { type ExplainedClause, type FieldExplanation, sayOutcome } from './explainField.ts';

/** The text, without a final line break. */
export function printExplanation(explanation: FieldExplanation): string {
  const { question, outcome, clauses, path, blockedAt, remedy, next } = explanation;
  const { operator, platform, purpose, relation, coordinate, now } = question;
  const decisive = clauses.filter(({ isDecisive }) => isDecisive);
  const others = clauses.filter(({ isDecisive }) => !isDecisive);
  const lines = [
    `${coordinate}: ${sayOutcome(outcome)}`,
    `  ${operator} to ${platform}, for ${purpose}, ${relation} parcels, at ${sayTime(now)}`,
    `  ${sayAgreement(explanation)}`,
    ...(clauses.length === 0
      ? []
      : ['clauses of the field', ...[...decisive, ...others].flatMap(printClause)]),
    ...(path.length < 2 ? [] : ['way from the leg', ...printPath(explanation)]),
    ...(blockedAt === null || blockedAt === coordinate
      ? []
      : [`stopped at ${blockedAt}, on the way to the field`]),
    `changed by: ${remedy}`,
    next === null
      ? 'time alone changes nothing'
      : `time alone: ${sayOutcome(next.outcome)} from ${sayTime(next.at)} on`,
  ];
  return lines.map(printableText).join('\n');
}

function sayAgreement({ standing: { state, agreement } }: FieldExplanation): string {
  if (agreement === null) return 'no agreement';
  const name = `agreement ${agreement.id}, version ${agreement.version}`;
  if (state === 'IN_FORCE') return `${name}, in force until ${sayTime(agreement.until)}`;
  return state === 'EXPIRED'
    ? `${name}, ended at ${sayTime(agreement.until)}`
    : `${name}, not in force before ${sayTime(agreement.from)}`;
}

function printClause({ clause, isDecisive, words }: ExplainedClause): readonly string[] {
  const place = `${clause.file ?? 'line '}${clause.file === null ? '' : ':'}${clause.line}:${clause.column}`;
  return [`  ${isDecisive ? '>' : ' '} ${place}  ${clause.text}`, `      ${words}`];
}

function printPath({ path }: FieldExplanation): readonly string[] {
  const width = Math.max(...path.map(({ coordinate }) => coordinate.length));
  return path.map(({ coordinate, outcome }) => `  ${coordinate.padEnd(width)}  ${sayOutcome(outcome)}`);
}
