/**
 * Judges what a publication changes for people: labels, masks, and what signed agreements begin to share.
 * Invariant: a label that says less than what agreements were signed on never passes unsaid.
 */
import type { Agreement } from '../../agreements/agreement.ts';
import { countOf } from '../../base/countOf.ts';
import { groupBy } from '../../base/groupBy.ts';
import type { Problem } from '../../base/problem.ts';
import { quote } from '../../base/quote.ts';
import type { SubgraphCheck } from '../../supergraph/checkSubgraph.ts';
import { type CheckSection, writeSection } from './checkSection.ts';
import { readExtensionLabels } from './readExtensionLabels.ts';

export interface PrivacyComparison {
  /** What is published; undefined for an operator that publishes for the first time. */
  readonly before: SubgraphCheck | undefined;
  readonly after: SubgraphCheck;
  /** Those of the operator. */
  readonly agreements: readonly Agreement[];
  readonly isAccepted: boolean;
}

/** As many fields are named in one sentence. */
const NAMED = 12;

/** The section `Privacy changes`. */
export function judgePrivacy({ before, after, agreements, isAccepted }: PrivacyComparison): CheckSection {
  if (before === undefined) return judgeFirst(after, agreements);
  const [old, now] = [before, after].map(({ extension }) => readExtensionLabels(extension?.sdl));
  const labels = [...(old ?? [])].flatMap(([coordinate, was]) => {
    const is = now?.get(coordinate);
    return is === undefined || is === was ? [] : [relabelled(coordinate, was, is, isAccepted)];
  });
  const problems = [
    ...labels,
    ...listLostMasks(before, after),
    ...listNewlyShared(before, after, agreements),
  ];
  const compared = `${countOf(now?.size ?? 0, 'label')} of fields of the operator's own compared`;
  const isOverridden = isAccepted && labels.some(({ note }) => note === LOOSER);
  const notes = isOverridden ? [compared, 'accepted: the operator means it'] : [compared];
  return writeSection('Privacy changes', problems, notes);
}

const LOOSER = 'agreements were signed on what the label said';

function relabelled(coordinate: string, was: string, is: string, isAccepted: boolean): Problem {
  const message = `${quote(coordinate)} is labelled ${quote(is)}, was ${quote(was)}`;
  // More is said of it than before: whoever signed knew less of a risk, and no rule is loosened.
  if (was.startsWith('@operational')) {
    return { code: 'HUB044', severity: 'warning', message, note: 'the label is stricter than before' };
  }
  if (isAccepted) return { code: 'HUB044', severity: 'warning', message, note: LOOSER };
  const help = 'restore the label, or say that it is meant: `--accept privacy`';
  return { code: 'HUB044', severity: 'error', message, note: LOOSER, help };
}

function listLostMasks(before: SubgraphCheck, after: SubgraphCheck): readonly Problem[] {
  const lost = [...(before.capabilities?.masks ?? [])].filter((mask) => !after.capabilities?.masks.has(mask));
  if (lost.length === 0) return [];
  const message = `${lost.map(quote).join(', ')} is no longer applied by the operator`;
  const note = 'the hub masks instead, of clear values that it did not get before';
  return [{ code: 'HUB047', severity: 'warning', message, note }];
}

/** Fields that agreements share already and the operator only now provides. */
function listNewlyShared(
  before: SubgraphCheck,
  after: SubgraphCheck,
  agreements: readonly Agreement[],
): readonly Problem[] {
  const isNew = (coordinate: string): boolean =>
    after.capabilities?.fields.has(coordinate) === true && !before.capabilities?.fields.has(coordinate);
  return agreements.flatMap((agreement) =>
    [...groupBy(agreement.clauses, ({ coordinate }) => coordinate)]
      .filter(([coordinate]) => isNew(coordinate))
      .map(([coordinate, clauses]): Problem => {
        const ways = [...new Set(clauses.map(({ mask }) => (mask === null ? 'CLEAR' : `masked ${mask}`)))];
        const message = `${quote(coordinate)} is newly shared by ${quote(nameOf(agreement))} as ${ways.join(' or ')}`;
        const purposes = [...new Set(clauses.flatMap((clause) => clause.purposes))].join(', ');
        return { code: 'HUB045', severity: 'warning', message, note: `for ${purposes}` };
      }),
  );
}

/** Nothing was shared before, so everything is new: told in one sentence for each agreement. */
function judgeFirst(after: SubgraphCheck, agreements: readonly Agreement[]): CheckSection {
  const notes = agreements.map((agreement) => {
    const fields = [...new Set(agreement.clauses.map(({ coordinate }) => coordinate))].filter((coordinate) =>
      after.capabilities?.fields.has(coordinate),
    );
    const named = fields.slice(0, NAMED).join(', ');
    const rest = fields.length > NAMED ? ` and ${fields.length - NAMED} more` : '';
    return `shared by ${nameOf(agreement)} from now on: ${countOf(fields.length, 'field')} (${named}${rest})`;
  });
  const why = 'there is nothing to compare with: nothing is published that fits the contract of today';
  return writeSection('Privacy changes', [], [why, ...notes]);
}

/** As `hive-box--cainiao@1`. */
export function nameOf({ id, version }: Agreement): string {
  return `${id}@${version}`;
}
