/**
 * Runs audits against one subgraph, one after the other: each sees the server as the one before left it.
 * Invariant: a report holds one result for each audit that was run, and what was sent last where one was not met.
 */
import type { Audit, AuditLevel, AuditTarget, Exchange, Outcome } from './audit.ts';
import type { AuditGroup } from './audits/index.ts';

/** Of an audit that is not met: FAIL where the hub relies on it, WARN where it does not. */
export type Verdict = 'PASS' | 'FAIL' | 'WARN' | 'SKIPPED';

export interface AuditResult {
  readonly id: string;
  readonly level: AuditLevel;
  readonly title: string;
  readonly verdict: Verdict;
  /** Why it is not met or was left out. */
  readonly reason?: string;
  /** What was sent last, and what came back, where it is not met. */
  readonly exchange?: ShownExchange;
}

/** An exchange as it can be shown: cut, and without the grant and the signature of the request. */
export interface ShownExchange {
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  /** Status, content type and text of the answer, or why there is none. */
  readonly answer:
    | { readonly status: number; readonly contentType: string; readonly text: string }
    | { readonly lost: string };
}

export interface AuditReport {
  readonly groups: readonly { readonly title: string; readonly results: readonly AuditResult[] }[];
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** Runs the groups in their order. */
export async function runAudits(target: AuditTarget, groups: readonly AuditGroup[]): Promise<AuditReport> {
  const reported: { title: string; results: readonly AuditResult[] }[] = [];
  for (const { title, audits } of groups) {
    const results: AuditResult[] = [];
    for (const audit of audits) results.push(await runAudit(target, audit));
    if (results.length > 0) reported.push({ title, results });
  }
  const counts: Record<Verdict, number> = { PASS: 0, FAIL: 0, WARN: 0, SKIPPED: 0 };
  for (const { verdict } of reported.flatMap(({ results }) => results)) counts[verdict] += 1;
  return { groups: reported, counts };
}

/** Runs one audit. */
export async function runAudit(target: AuditTarget, audit: Audit): Promise<AuditResult> {
  let last: Exchange | undefined;
  const recording: AuditTarget = {
    ...target,
    async send(request) {
      last = await target.send(request);
      return last;
    },
  };
  const outcome = await audit.run(recording);
  const { id, level, title } = audit;
  const verdict = judgeOutcome(outcome, level);
  if (outcome.kind === 'passed') return { id, level, title, verdict };
  const { kind, reason } = outcome;
  return { id, level, title, verdict, reason, ...(kind === 'failed' && last && { exchange: show(last) }) };
}

const MOST_SHOWN = 2_000;

function show({ request: { method, url, body }, answer }: Exchange): ShownExchange {
  const shown =
    answer.kind === 'lost'
      ? { lost: answer.reason }
      : { status: answer.status, contentType: answer.contentType, text: cutText(answer.text, MOST_SHOWN) };
  return {
    method,
    url: cutText(url, MOST_SHOWN),
    body: body === null ? null : cutText(body, MOST_SHOWN),
    answer: shown,
  };
}

/** The beginning of a text, and how long it was. */
export function cutText(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}... (${text.length} characters)`;
}

function judgeOutcome({ kind }: Outcome, level: AuditLevel): Verdict {
  switch (kind) {
    case 'passed':
      return 'PASS';
    case 'skipped':
      return 'SKIPPED';
    case 'failed':
      return level === 'MUST' ? 'FAIL' : 'WARN';
  }
}
