/**
 * Generates operators whose SDLs all differ: each leaves out a random quarter of the contract's fields, and every
 * fifth adds a field and a type of its own. The same seed gives the same operators.
 */
import { type DefinitionNode, Kind, parse, print } from 'graphql';
import { operatorPrefix } from '../../gateway/base/operatorPrefix.ts';
import type { OperatorSdl } from '../../gateway/supergraph/checkSubgraph.ts';
import { LEG_TYPES, type Role, roleSdl } from '../../schema/network.ts';

const contracts = { courier: parse(roleSdl('courier')), locker: parse(roleSdl('locker')) };

/** As many operators as asked for, a third of them lockers. */
export function generateOperators(count: number, seed = 20_170_601): readonly OperatorSdl[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, (_, index) => {
    const role: Role = index % 3 === 2 ? 'locker' : 'courier';
    const code = `operator-n${index}`;
    const sdl = print({ kind: Kind.DOCUMENT, definitions: omitFields(role, random) });
    return { code, role, sdl: index % 5 === 0 ? `${sdl}\n${extensionSdl(code, role)}` : sdl };
  });
}

function omitFields(role: Role, random: () => number): readonly DefinitionNode[] {
  const definitions = contracts[role].definitions.map((definition): DefinitionNode => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
    // A type keeps its keys, and its first field, so that none is empty.
    const fields = definition.fields?.filter(
      ({ type }, index) => index === 0 || type.kind === Kind.NON_NULL_TYPE || random() > 0.25,
    );
    return { ...definition, fields };
  });
  const leg = definitions.find((node) => 'name' in node && node.name?.value === LEG_TYPES[role]);
  const kept = leg?.kind === Kind.OBJECT_TYPE_DEFINITION ? leg.fields?.map(({ name }) => name.value) : [];
  return definitions.map((definition) =>
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? { ...definition, fields: definition.fields?.filter(({ name }) => kept?.includes(name.value)) }
      : definition,
  );
}

function extensionSdl(code: string, role: Role): string {
  const { field = '', type = '' } = operatorPrefix(code) ?? {};
  return `extend type ${LEG_TYPES[role]} {
  "How the parcel is kept cold."
  ${field}coldChain: ${type}ColdChain @operational
}

"How a parcel is kept cold."
type ${type}ColdChain {
  "Degrees Celsius."
  celsius: Float @operational
  "When it was measured."
  measuredAt: DateTime @operational
}
`;
}

/** A linear congruential generator: enough to choose fields, and the same everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
