/**
 * Prints what an audit found, for people. Invariant: requests and answers are cut, signatures and grants are left out, and no
 * control character of the subgraph reaches the terminal.
 */
import { printableText } from '../../base/printableText.ts';
import { type AuditReport, type AuditResult, cutText, type ShownExchange } from './runAudits.ts';

const MOST_SHOWN = 600;

/** The report as text, without a final line break. */
export function printAudit({ groups, counts }: AuditReport): string {
  const blocks = groups.map(({ title, results }) => [title, ...results.flatMap(printResult)].join('\n'));
  const { PASS, FAIL, WARN, SKIPPED } = counts;
  return [...blocks, `${PASS} passed, ${FAIL} failed, ${WARN} warned, ${SKIPPED} skipped`].join('\n\n');
}

function printResult({ id, level, title, verdict, reason, exchange }: AuditResult): readonly string[] {
  const lines = [`  ${verdict.padEnd(7)} ${id.padEnd(13)} ${level.padEnd(6)} ${title}`];
  if (reason !== undefined) lines.push(...indent(reason));
  if (exchange !== undefined) lines.push(...printExchange(exchange));
  return lines;
}

function printExchange({ method, url, body, answer }: ShownExchange): readonly string[] {
  const asked = body === null ? '' : ` ${cutText(body, MOST_SHOWN)}`;
  const answered =
    'lost' in answer
      ? answer.lost
      : `${answer.status} ${answer.contentType} ${cutText(answer.text, MOST_SHOWN)}`;
  return [...indent(`> ${method} ${cutText(url, MOST_SHOWN)}${asked}`), ...indent(`< ${answered}`)];
}

function indent(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `          ${printableText(line)}`);
}
