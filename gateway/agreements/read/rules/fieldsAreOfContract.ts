/** HUB057, HUB058, HUB059, HUB060, HUB074: what is restated are fields of the contract as they are in it; keys are not shared. */
import { type FieldDefinitionNode, print } from 'graphql';
import { didYouMean } from '../../../base/didYouMean.ts';
import { quote } from '../../../base/quote.ts';
import { type ContractField, printArgument } from '../../agreementContract.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';
import { isForeignName } from '../isForeignName.ts';

export function* fieldsAreOfContract(check: AgreementCheck): Iterable<Finding> {
  for (const type of check.types.values()) {
    const known = check.contract.types.get(type.name);
    if (type.kind !== 'object' || known === undefined) continue;
    for (const field of type.fields.values()) {
      const expected = known.get(field.name.value);
      if (isForeignName(field.name.value, check.prefix?.field)) yield foreignField(type.name, field, check);
      else if (expected === undefined) yield unknownField(type.name, field, known.keys(), check);
      else yield* compare(field, expected);
    }
  }
  for (const { share, coordinate } of check.clauses) {
    if (share.contractField?.isKey !== true) continue;
    const message = `${quote(coordinate)} cannot be shared`;
    const note =
      'the key of a leg comes with the leg: whoever sees anything of it knows operator and waybill';
    yield { code: 'HUB060', message, node: share.node, note, help: 'remove the clause' };
  }
}

function foreignField(typeName: string, field: FieldDefinitionNode, { operator }: AgreementCheck): Finding {
  const message = `${quote(`${typeName}.${field.name.value}`)} is not a field of ${quote(operator ?? '')}`;
  const note = 'the name begins with the prefix of another operator';
  return { code: 'HUB074', message, node: field.name, note, help: 'remove it' };
}

function unknownField(
  typeName: string,
  field: FieldDefinitionNode,
  names: Iterable<string>,
  { prefix, contract }: AgreementCheck,
): Finding {
  const name = field.name.value;
  const node = field.name;
  // Operators add fields to their leg alone.
  if (prefix !== undefined && contract.legTypes.includes(typeName) && name.startsWith(prefix.field)) {
    const message = `${quote(`${typeName}.${name}`)} is not known here`;
    const note =
      "the contract has it as soon as the operator's subgraph does; until then it is not asked for";
    return { code: 'HUB059', severity: 'warning', message, node, note };
  }
  const help = didYouMean(name, names);
  return {
    code: 'HUB057',
    message: `${quote(typeName)} has no field ${quote(name)}`,
    node,
    ...(help && { help }),
  };
}

function* compare(field: FieldDefinitionNode, expected: ContractField): Iterable<Finding> {
  const { coordinate } = expected;
  const type = print(field.type);
  if (type !== expected.type) {
    const message = `${quote(coordinate)} is restated as ${quote(type)}`;
    const help = `write ${quote(expected.type)}, as in the contract`;
    yield { code: 'HUB058', message, node: field.type, help };
  }
  for (const argument of field.arguments ?? []) {
    const text = printArgument(argument);
    const wanted = expected.arguments.get(argument.name.value);
    if (text === wanted) continue;
    const message = `${quote(coordinate)} has no argument ${quote(text)}`;
    const help =
      wanted === undefined ? 'remove it: arguments need not be restated' : `write ${quote(wanted)}`;
    yield { code: 'HUB058', message, node: argument, help };
  }
}
