/**
 * HUB069, HUB070, HUB076: what is shared can be reached: every step of some way from a leg is shared for the same purpose and
 * parcels, below a shared object something is, and each purpose of the agreement opens something.
 */
import { quote } from '../../../base/quote.ts';
import { listViews } from '../../diff/listViews.ts';
import { argumentOf, listItems, readText } from '../agreementArguments.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';
import { spreadDown, spreadUp, type TypeViews } from '../spreadViews.ts';

const SEVERITY = { severity: 'warning' } as const;

export function* sharesCanBeReached(check: AgreementCheck): Iterable<Finding> {
  const { contract, clauses } = check;
  const arriving = spreadDown(contract.legTypes, clauses);
  const filled = spreadUp(clauses);
  for (const { coordinate, share, views } of clauses) {
    // A clause for no purpose, or for delegated parcels alone, has a problem of its own.
    if (views === 0 || isUnknown(share.typeName, check)) continue;
    const reached = views & (arriving.get(share.typeName) ?? 0);
    if (reached === 0) {
      const message = `${quote(coordinate)} can never be reached`;
      const note = `no field that leads to ${quote(share.typeName)} is shared for the same purpose and parcels`;
      const help = 'share a field on the way to it, too, or remove the clause';
      yield { code: 'HUB069', ...SEVERITY, message, node: share.node, note, help };
    } else if (share.below !== undefined && (reached & (filled.get(share.below) ?? 0)) === 0) {
      const message = `${quote(coordinate)} shares nothing`;
      const note = `no field of ${quote(share.below)} is shared for the same purpose and parcels`;
      const help = 'share some of its fields, or remove the clause';
      yield { code: 'HUB070', ...SEVERITY, message, node: share.node, note, help };
    }
  }
  yield* checkPurposes(check, filled);
}

/** A type that the contract does not have yet has a problem of its own. */
function isUnknown(typeName: string, { contract }: AgreementCheck): boolean {
  return !contract.types.has(typeName);
}

function* checkPurposes(
  { contract, agreements: [node] }: AgreementCheck,
  filled: TypeViews,
): Iterable<Finding> {
  const open = contract.legTypes.reduce((views, legType) => views | (filled.get(legType) ?? 0), 0);
  const opened = new Set(listViews(open).map(({ purpose }) => purpose));
  if (opened.size === 0 && node !== undefined) {
    yield {
      code: 'HUB076',
      ...SEVERITY,
      message: 'nothing is shared',
      node,
      help: 'mark fields of a leg with `@share`',
    };
    return;
  }
  for (const item of listItems(node && argumentOf(node, 'purposes'))) {
    const purpose = readText(item) ?? '';
    if (opened.has(purpose)) continue;
    const message = `nothing is shared for ${quote(purpose)}`;
    const note = 'the platform may ask for this purpose, and every leg will seem not to exist';
    const help = 'name it in the clauses that are meant for it, or remove it';
    yield { code: 'HUB076', ...SEVERITY, message, node: item, note, help };
  }
}
