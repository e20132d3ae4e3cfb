/**
 * Says what a proposed version of an agreement would change of an answer, before anybody signs it.
 * Invariant: the draft decides nothing. No operator is asked under it, and it speaks of legs that the caller sees already: what
 * else it would make visible is not told before it is agreed.
 */
import type { Agreement, AgreementFile } from '../../agreements/agreement.ts';
import { explainField, sayOutcome } from '../../agreements/explain/explainField.ts';
import { readAgreement } from '../../agreements/read/readAgreement.ts';
import type { RequestScope } from '../../request/requestScope.ts';
import type { DraftChange, DraftEffect } from '../wire/answers.ts';
import { askAbout, listAsked } from './questions.ts';
import type { Book } from './readBook.ts';

export function writeDraftEffect(
  draft: AgreementFile,
  scope: RequestScope,
  coordinates: ReadonlySet<string>,
  { agreements, contract }: Book,
): DraftEffect {
  const { agreement } = readAgreement(draft, contract);
  const { platform } = scope.caller;
  if (agreement === undefined) return { operator: '', platform, isSound: false, legs: 0, changes: [] };
  // Whatever its dates, the question is what it would do if it were in force now.
  const proposed: Agreement = { ...agreement, from: scope.now, until: scope.now + 1 };
  const legs = scope.notes
    .list()
    .filter(({ operator }) => operator === agreement.operator && platform === agreement.platform);
  const changes = new Map<string, DraftChange>();
  for (const leg of legs) {
    for (const coordinate of listAsked(coordinates, leg.role, contract)) {
      const question = askAbout(coordinate, leg, scope);
      const before = sayOutcome(explainField(agreements, contract, question).outcome);
      const after = sayOutcome(explainField([proposed], contract, question).outcome);
      if (before === after) continue;
      const key = `${coordinate} ${before} ${after}`;
      changes.set(key, { coordinate, before, after, legs: (changes.get(key)?.legs ?? 0) + 1 });
    }
  }
  return {
    operator: agreement.operator,
    platform: agreement.platform,
    isSound: true,
    legs: legs.length,
    changes: [...changes.values()],
  };
}
