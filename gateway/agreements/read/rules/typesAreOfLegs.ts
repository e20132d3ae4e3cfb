/**
 * HUB055, HUB056, HUB059, HUB074: what is restated are object types of the contract that belong to a leg. Invariant: a
 * clause never stands on an interface: it would seem to hold for types that it does not name.
 */
import { didYouMean } from '../../../base/didYouMean.ts';
import type { TypeEntry } from '../../../base/indexTypes.ts';
import { quote } from '../../../base/quote.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';
import { isForeignName } from '../isForeignName.ts';

export function* typesAreOfLegs(check: AgreementCheck): Iterable<Finding> {
  for (const type of check.types.values()) {
    const finding = checkType(type, check);
    if (finding !== undefined) yield finding;
  }
}

function checkType(type: TypeEntry, { contract, prefix, operator }: AgreementCheck): Finding | undefined {
  const { kind, name, nameNode: node } = type;
  const shown = quote(name);
  if (kind === 'interface' || contract.interfaces.has(name)) {
    const note = 'clauses stand on object types only';
    const help = `restate ${contract.legTypes.map(quote).join(' and ')}, each with what it shares`;
    return { code: 'HUB056', message: `${shown} is an interface`, node, note, help };
  }
  // Another rule is about definitions that are not object types.
  if (kind !== 'object') return undefined;
  if (isForeignName(name, prefix?.type)) {
    const message = `${shown} is not a type of ${quote(operator ?? '')}`;
    const note = 'the name begins with the prefix of another operator';
    return { code: 'HUB074', message, node, note, help: 'remove it' };
  }
  if (contract.types.has(name)) return undefined;
  if (contract.otherTypes.has(name)) {
    const note = "it is no object type, or of the hub's own graphs: shared are legs and what is below them";
    return { code: 'HUB055', message: `${shown} is in no leg`, node, note, help: 'remove it' };
  }
  if (prefix !== undefined && name.startsWith(prefix.type)) {
    const note =
      "the contract has it as soon as the operator's subgraph does; until then nothing of it is shared";
    return { code: 'HUB059', severity: 'warning', message: `${shown} is not known here`, node, note };
  }
  const help = didYouMean(name, contract.types.keys());
  return { code: 'HUB055', message: `the contract has no type ${shown}`, node, ...(help && { help }) };
}
