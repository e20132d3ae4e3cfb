/** HUB022: arguments of contract fields are those of the contract, with its types and defaults. */
import { type InputValueDefinitionNode, Kind, print } from 'graphql';
import { didYouMean } from '../../base/didYouMean.ts';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';

export function* argumentsMatchContract({ contract, types }: CheckContext): Iterable<Finding> {
  for (const type of types.values()) {
    for (const [name, field] of type.fields) {
      const expected = contract.types.get(type.name)?.fields.get(name)?.arguments;
      if (expected === undefined) continue;
      for (const argument of field.arguments ?? []) {
        const coordinate = `${type.name}.${name}(${argument.name.value}:)`;
        yield* checkArgument(coordinate, argument, expected);
      }
    }
  }
}

function* checkArgument(
  coordinate: string,
  argument: InputValueDefinitionNode,
  expected: readonly InputValueDefinitionNode[],
): Iterable<Finding> {
  const name = argument.name.value;
  const known = expected.find((candidate) => candidate.name.value === name);
  if (known === undefined) {
    const names = expected.map((candidate) => candidate.name.value);
    const required = argument.type.kind === Kind.NON_NULL_TYPE && argument.defaultValue === undefined;
    yield {
      code: 'HUB022',
      message: `${quote(coordinate)} is not in the contract`,
      node: argument.name,
      note: required ? 'it is required, and the hub would never send it' : 'the hub would never send it',
      help: didYouMean(name, names) ?? 'remove the argument',
    };
    return;
  }
  const [found, wanted] = [printArgument(argument), printArgument(known)];
  if (found === wanted) return;
  const message = `${quote(coordinate)} is ${quote(found)}, in the contract ${quote(wanted)}`;
  yield { code: 'HUB022', message, node: argument, help: `write ${quote(`${name}: ${wanted}`)}` };
}

function printArgument({ type, defaultValue }: InputValueDefinitionNode): string {
  return defaultValue === undefined ? print(type) : `${print(type)} = ${print(defaultValue)}`;
}
