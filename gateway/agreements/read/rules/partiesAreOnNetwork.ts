/** HUB077: the operator is on the network, and has legs of the types that it shares, where the checker knows the network. */
import { LEG_TYPES } from '../../../../schema/network.ts';
import { didYouMean } from '../../../base/didYouMean.ts';
import { quote } from '../../../base/quote.ts';
import { argumentOf } from '../agreementArguments.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';

const SEVERITY = { severity: 'warning' } as const;

export function* partiesAreOnNetwork(check: AgreementCheck): Iterable<Finding> {
  const { operators, operator, agreements, types, contract } = check;
  const [node] = agreements;
  if (operators === undefined || operator === undefined || node === undefined) return;
  const role = operators.get(operator);
  if (role === undefined) {
    const message = `no operator of the network is called ${quote(operator)}`;
    const help = didYouMean(operator, operators.keys());
    const place = argumentOf(node, 'operator') ?? node;
    yield { code: 'HUB077', ...SEVERITY, message, node: place, ...(help && { help }) };
    return;
  }
  for (const legType of contract.legTypes) {
    const type = types.get(legType);
    if (type === undefined || legType === LEG_TYPES[role]) continue;
    const message = `${quote(operator)} has no ${quote(legType)}`;
    const note = `on this network it is a ${role} operator: its legs are of the type ${quote(LEG_TYPES[role])}`;
    yield { code: 'HUB077', ...SEVERITY, message, node: type.nameNode, note, help: 'remove the type' };
  }
}
