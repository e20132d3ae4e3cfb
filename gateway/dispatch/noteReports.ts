/**
 * Notes for `extensions.disclosure` what a planned fetch masked, left out or did not get.
 * Invariant: it notes what was decided, never what was answered; a withheld value's presence is in no note.
 */
import type { LegNote, RequestScope } from '../request/requestScope.ts';
import type { LegAnswer } from './dispatcher.ts';
import type { Report } from './reports.ts';
import type { RewrittenSelection } from './rewriteSelection.ts';

/** Notes the reports of every leg's rewriting, legs of one rewriting together. All legs are of one operator. */
export function noteReports(answers: ReadonlyMap<LegNote, LegAnswer>, scope: RequestScope): void {
  const note = (reports: readonly Report[], legs: readonly LegNote[]): void => {
    const [leg] = legs;
    if (leg === undefined) return;
    const { operator, policy } = leg;
    const agreement = policy.agreement === null ? null : `${policy.agreement.id}@${policy.agreement.version}`;
    for (const { coordinate, code, mask } of reports) {
      scope.disclosures.add({ operator, agreement, code, mask, coordinate }, legs);
    }
  };
  const byRewriting = new Map<RewrittenSelection, LegNote[]>();
  const unanswered = new Map<RewrittenSelection, LegNote[]>();
  const inVain = new Map<RewrittenSelection, LegNote[]>();
  let stoodIn: ReadonlySet<string> = new Set();
  for (const [leg, { answer, rewritten, inVain: asked }] of answers) {
    append(byRewriting, asked ?? rewritten, leg);
    if (answer === null && scope.failures.hasNoAnswer(leg)) append(unanswered, rewritten, leg);
    if (asked === undefined) continue;
    // All legs have one policy, so the same is served of each.
    stoodIn = new Set(rewritten.sent.map(({ coordinate }) => coordinate));
    append(inVain, asked, leg);
  }
  for (const [{ reports }, legs] of byRewriting) note(reports, legs);
  for (const [{ sent }, legs] of unanswered) note(sent, legs);
  for (const [{ sent }, legs] of inVain) {
    const missing = sent.filter(({ coordinate }) => !stoodIn.has(coordinate));
    note(missing, legs);
  }
}

function append(map: Map<RewrittenSelection, LegNote[]>, key: RewrittenSelection, leg: LegNote): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [leg]);
  else known.push(leg);
}
