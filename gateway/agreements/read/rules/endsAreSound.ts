/**
 * HUB063, HUB064: a clause ends with a status that a leg can reach, and where the status can be seen. The hub decides again
 * on the status of each answer, so the status of the leg is shared for whatever such a clause is for.
 */
import { DERIVED_STATUSES, FINAL_STATUSES } from '../../../../schema/privacy.ts';
import { quote } from '../../../base/quote.ts';
import { purposeBits, relationBit, viewBits } from '../../clauseBits.ts';
import { listViews } from '../../diff/listViews.ts';
import { argumentOf } from '../agreementArguments.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';
import type { ReadClause } from '../readClause.ts';
import { spreadDown } from '../spreadViews.ts';

export function* endsAreSound({ clauses, contract, purposes }: AgreementCheck): Iterable<Finding> {
  for (const clause of clauses) {
    const finding = checkEnd(clause);
    if (finding !== undefined) yield finding;
  }
  // A clause for a purpose that is not agreed has a problem of its own.
  const agreed = viewBits(purposeBits(purposes), relationBit('OWN') | relationBit('FOREIGN'));
  for (const legType of contract.legTypes) yield* checkStatus(legType, clauses, agreed);
}

function checkEnd({ until, graceDays, share: { node } }: ReadClause): Finding | undefined {
  const graceNode = argumentOf(node, 'graceDays') ?? node;
  if (until === null) {
    if (graceDays === 0) return undefined;
    const help = 'say with `until:` from when the days are counted';
    return { code: 'HUB063', message: '`graceDays` without `until`', node: graceNode, help };
  }
  if (DERIVED_STATUSES.has(until)) {
    const message = `no leg reaches ${quote(until)}`;
    const note = 'the hub derives it from silence; no operator says it of a leg';
    const untilNode = argumentOf(node, 'until') ?? node;
    return { code: 'HUB063', message, node: untilNode, note, help: 'end with another status' };
  }
  if (graceDays === 0 || FINAL_STATUSES.has(until)) return undefined;
  const finals = [...FINAL_STATUSES].map(quote).join(', ');
  const message = `\`graceDays\` cannot be counted from ${quote(until)}`;
  const note = `only the time is kept at which a leg became final: ${finals}`;
  return {
    code: 'HUB063',
    message,
    node: graceNode,
    note,
    help: 'leave the days out, or end with a final status',
  };
}

/** Every clause with an end that some way from a leg of the type leads to, against the clauses of the leg's status. */
function* checkStatus(legType: string, clauses: readonly ReadClause[], agreed: number): Iterable<Finding> {
  const arriving = spreadDown([legType], clauses);
  const open = clauses
    .filter(
      ({ coordinate, until, mask }) => coordinate === `${legType}.status` && until === null && mask === null,
    )
    .reduce((views, clause) => views | clause.views, 0);
  for (const { until, views, coordinate, share } of clauses) {
    if (until === null) continue;
    const missing = listViews(views & agreed & (arriving.get(share.typeName) ?? 0) & ~open);
    if (missing.length === 0) continue;
    const shown = missing.slice(0, 3).map(({ purpose, relation }) => `${quote(purpose)} (${relation})`);
    const rest = missing.length > shown.length ? ' and more' : '';
    const status = quote(`${legType}.status`);
    yield {
      code: 'HUB064',
      message: `${quote(coordinate)} ends with a status that cannot be seen`,
      node: share.node,
      note: `the hub decides again on the status of each answer, and ${status} is not shared, as it is and without an end, for ${shown.join(', ')}${rest}`,
      help: `share ${status} for the same purposes and parcels`,
    };
  }
}
