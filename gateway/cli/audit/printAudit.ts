/**
 * Prints what an audit found, for people. Invariant: requests and answers are cut, signatures and grants are left out, and no
 * control character of the subgraph reaches the terminal.
 */
import { printableText } from '../../base/printableText.ts';
import type { Exchange } from './audit.ts';
import type { AuditReport, AuditResult } from './runAudits.ts';

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

function printExchange({ request, answer }: Exchange): readonly string[] {
  const asked = request.body === null ? '' : ` ${cut(request.body)}`;
  const answered =
    answer.kind === 'lost' ? answer.reason : `${answer.status} ${answer.contentType} ${cut(answer.text)}`;
  return [
    ...indent(`> ${request.method} ${request.url.slice(0, MOST_SHOWN)}${asked}`),
    ...indent(`< ${answered}`),
  ];
}

function cut(text: string): string {
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}... (${text.length} characters)`;
}

function indent(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `          ${printableText(line)}`);
}
