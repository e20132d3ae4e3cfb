/** HUB053: the arguments of `@agreement` and `@share` are those of the language, each of its type. */
import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DirectiveDefinitionNode,
  Kind,
  print,
  type TypeNode,
} from 'graphql';
import { AGREEMENT_DIRECTIVES, AGREEMENT_ENUMS } from '../../../../schema/privacy.ts';
import { didYouMean } from '../../../base/didYouMean.ts';
import { quote } from '../../../base/quote.ts';
import { readTime } from '../agreementArguments.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';

export function* argumentsAreWellFormed({
  agreements,
  clauses,
  contract,
}: AgreementCheck): Iterable<Finding> {
  for (const node of agreements) yield* check(node, 'agreement', contract.statuses);
  for (const { share } of clauses) yield* check(share.node, 'share', contract.statuses);
}

function* check(node: ConstDirectiveNode, name: string, statuses: ReadonlySet<string>): Iterable<Finding> {
  const definition = AGREEMENT_DIRECTIVES.get(name);
  if (definition === undefined) throw new Error(`the language has no directive ${name}`);
  const known = new Map((definition.arguments ?? []).map((argument) => [argument.name.value, argument.type]));
  const seen = new Set<string>();
  for (const { name: argument, value } of node.arguments ?? []) {
    const type = known.get(argument.value);
    if (type === undefined) {
      const help = didYouMean(argument.value, known.keys()) ?? 'remove it';
      yield {
        code: 'HUB053',
        message: `\`@${name}\` has no argument ${quote(argument.value)}`,
        node: argument,
        help,
      };
    } else if (seen.has(argument.value)) {
      yield { code: 'HUB053', message: `the argument ${quote(argument.value)} stands twice`, node: argument };
    } else {
      yield* checkValue(value, type, statuses);
    }
    seen.add(argument.value);
  }
  for (const argument of listRequired(definition)) {
    if (seen.has(argument)) continue;
    yield { code: 'HUB053', message: `\`@${name}\` lacks the argument ${quote(argument)}`, node };
  }
}

function listRequired(definition: DirectiveDefinitionNode): readonly string[] {
  return (definition.arguments ?? [])
    .filter(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined)
    .map(({ name }) => name.value);
}

function* checkValue(
  value: ConstValueNode,
  type: TypeNode,
  statuses: ReadonlySet<string>,
  isNullable = true,
): Iterable<Finding> {
  if (type.kind === Kind.NON_NULL_TYPE) return yield* checkValue(value, type.type, statuses, false);
  // Null is what is left out; the non-null types above do not take it.
  if (value.kind === Kind.NULL && isNullable) return;
  if (type.kind === Kind.LIST_TYPE) {
    // GraphQL takes a single value for a list of one.
    const items = value.kind === Kind.LIST ? value.values : [value];
    for (const item of items) yield* checkValue(item, type.type, statuses);
    return;
  }
  const values = type.name.value === 'ParcelStatus' ? [...statuses] : AGREEMENT_ENUMS.get(type.name.value);
  if (values !== undefined) {
    if (value.kind === Kind.ENUM && values.includes(value.value)) return;
    const text = value.kind === Kind.ENUM || value.kind === Kind.STRING ? value.value : print(value);
    const isQuoted = value.kind === Kind.STRING && values.includes(value.value);
    const help = isQuoted ? 'write it without quotation marks' : didYouMean(text, values);
    yield {
      code: 'HUB053',
      message: `${quote(text)} is no \`${type.name.value}\``,
      node: value,
      ...(help === undefined ? { note: `there are ${values.map(quote).join(', ')}` } : { help }),
    };
    return;
  }
  const isRight =
    type.name.value === 'Int'
      ? value.kind === Kind.INT
      : value.kind === Kind.STRING && (type.name.value !== 'DateTime' || readTime(value.value) !== undefined);
  if (isRight) return;
  const note =
    type.name.value === 'DateTime'
      ? { note: 'a time has seconds and an offset, as `2026-01-01T00:00:00+08:00`' }
      : {};
  yield {
    code: 'HUB053',
    message: `${quote(print(value))} is no \`${type.name.value}\``,
    node: value,
    ...note,
  };
}
