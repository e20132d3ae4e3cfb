/** HUB065, HUB066: clauses of one field that can meet in one request have one mask, and none says only what another says. */
import { FINAL_STATUSES } from '../../../../schema/privacy.ts';
import { groupBy } from '../../../base/groupBy.ts';
import { quote } from '../../../base/quote.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';
import type { ReadClause } from '../readClause.ts';

export function* clausesAgree({ clauses }: AgreementCheck): Iterable<Finding> {
  for (const group of groupBy(clauses, ({ coordinate }) => coordinate).values()) {
    for (const clause of group) {
      const finding = compareWithEarlier(clause, group);
      if (finding !== undefined) yield finding;
    }
  }
}

/**
 * The worst that is to be said of a clause and those before it. A clause that an earlier one covers is compared no further:
 * whatever it would differ from, that one differs from too.
 */
function compareWithEarlier(clause: ReadClause, group: readonly ReadClause[]): Finding | undefined {
  let covered: ReadClause | undefined;
  for (const other of group) {
    if (other === clause) break;
    if ((other.views & clause.views) === 0) continue;
    if (other.mask !== clause.mask) return tellDifference(clause, other);
    if (covers(other, clause)) return tellRedundant(clause, other);
    if (covers(clause, other)) covered = other;
  }
  return covered && tellRedundant(covered, clause);
}

function tellDifference(clause: ReadClause, other: ReadClause): Finding {
  const purpose = clause.purposes.find((each) => other.purposes.includes(each)) ?? '';
  const relation = clause.relations.find((each) => each !== 'DELEGATED' && other.relations.includes(each));
  const masks = [other, clause].map(({ mask }) => quote(mask ?? 'CLEAR')).join(' and ');
  return {
    code: 'HUB065',
    message: `two clauses mask ${quote(clause.coordinate)} differently`,
    node: clause.share.node,
    otherNode: other.share.node,
    note: `${masks} both hold for ${quote(purpose)} and ${relation} parcels`,
    help: 'give each clause purposes or parcels of its own',
  };
}

function tellRedundant(redundant: ReadClause, wider: ReadClause): Finding {
  return {
    code: 'HUB066',
    severity: 'warning',
    message: `a clause of ${quote(redundant.coordinate)} adds nothing`,
    node: redundant.share.node,
    otherNode: wider.share.node,
    note: 'another clause of the field shares all that it shares',
    help: 'remove it',
  };
}

/** Whether one clause shares all that another does. It is asked of every two clauses of a field: it makes nothing. */
function covers(wider: ReadClause, narrower: ReadClause): boolean {
  return (
    (narrower.views & ~wider.views) === 0 &&
    lastsAsLong(wider, narrower) &&
    (isDelegated(wider) || !isDelegated(narrower))
  );
}

function isDelegated({ relations }: ReadClause): boolean {
  return relations.includes('DELEGATED');
}

function lastsAsLong(one: ReadClause, other: ReadClause): boolean {
  if (one.until === null) return true;
  if (other.until === null || one.graceDays < other.graceDays) return false;
  // Whatever status a clause ends with, any final one ends it too: to end with a final one is to end last.
  return one.until === other.until || FINAL_STATUSES.has(one.until);
}
