/** What a new version changes in the terms of an agreement. Invariant: every term is compared; what is not known to narrow counts as more. */
import type { AgreementTerms } from '../agreement.ts';
import { sayTime } from '../sayTime.ts';
import type { Effect } from './compareGrants.ts';

/** One term that is not as it was. */
export interface TermChange {
  readonly term: keyof AgreementTerms;
  readonly effect: Effect;
  /** As it is shown; null for a purpose that was not there. */
  readonly before: string | null;
  /** Null for a purpose that is no longer there. */
  readonly after: string | null;
  /** True where one side alone may bring it about, with notice. */
  readonly isOneSided: boolean;
}

/** The changes, in the order of the terms. */
export function compareTerms(before: AgreementTerms, after: AgreementTerms): readonly TermChange[] {
  const change = (term: keyof AgreementTerms, effect: Effect, show: (terms: AgreementTerms) => string) => ({
    term,
    effect,
    before: show(before),
    after: show(after),
    isOneSided: term === 'retentionDays' && effect === 'narrows',
  });
  const changes: TermChange[] = [];
  for (const party of ['operator', 'platform'] as const) {
    if (before[party] !== after[party]) changes.push(change(party, 'changes', (terms) => terms[party]));
  }
  changes.push(...comparePurposes(before, after));
  const from = compareBegin(before, after);
  if (from !== undefined) changes.push(change('from', from, (terms) => sayTime(terms.from)));
  const numbers = [
    ['until', before.until, after.until, (terms: AgreementTerms) => sayTime(terms.until)],
    [
      'retentionDays',
      before.retentionDays,
      after.retentionDays,
      (terms: AgreementTerms) => `${terms.retentionDays}`,
    ],
    [
      'missesPerDay',
      limitOf(before),
      limitOf(after),
      (terms: AgreementTerms) => `${terms.missesPerDay ?? 'no limit'}`,
    ],
  ] as const;
  for (const [term, was, is, show] of numbers) {
    if (was !== is) changes.push(change(term, is > was ? 'widens' : 'narrows', show));
  }
  // A longer notice protects one side and binds the other: neither more nor less is shared by it.
  if (before.noticeHours !== after.noticeHours) {
    changes.push(change('noticeHours', 'changes', (terms) => `${terms.noticeHours}`));
  }
  return changes;
}

function comparePurposes(before: AgreementTerms, after: AgreementTerms): readonly TermChange[] {
  const list = (purposes: readonly string[]) => [...new Set(purposes)].sort();
  const added = list(after.purposes).filter((purpose) => !before.purposes.includes(purpose));
  const removed = list(before.purposes).filter((purpose) => !after.purposes.includes(purpose));
  const common = { term: 'purposes', isOneSided: false } as const;
  return [
    ...added.map((purpose) => ({ ...common, effect: 'widens', before: null, after: purpose }) as const),
    ...removed.map((purpose) => ({ ...common, effect: 'narrows', before: purpose, after: null }) as const),
  ];
}

/** A new version begins while the one before is in force: that is no change. Before its time, or after a gap, it is one. */
function compareBegin(before: AgreementTerms, after: AgreementTerms): Effect | undefined {
  if (after.from < before.from) return 'widens';
  return after.from > Math.max(before.from, before.until) ? 'narrows' : undefined;
}

function limitOf({ missesPerDay }: AgreementTerms): number {
  return missesPerDay ?? Number.POSITIVE_INFINITY;
}
