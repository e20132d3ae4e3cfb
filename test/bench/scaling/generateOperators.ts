/**
 * Generates operators whose SDLs all differ: each leaves out a random part of the contract's optional fields, and every
 * fifth adds a field and a type of its own. What the measured query needs is never left out, so that a request costs the
 * same whichever two operators it touches. The same seed gives the same operators.
 */
import { operatorPrefix } from '../../../gateway/base/operatorPrefix.ts';
import { buildContractIndex } from '../../../gateway/request/contractIndex.ts';
import type { OperatorSdl } from '../../../gateway/supergraph/checkSubgraph.ts';
import { LEG_TYPES, type Role, roleSdl } from '../../../schema/network.ts';
import { operatorSdl } from '../../../subgraphs/kit/operatorSdl.ts';
import { createRandom } from '../load/random.ts';

/** Which part of the optional fields an operator leaves out. */
const LEFT_OUT = 0.3;

/** One in five has an extension. */
const EXTENSION_EVERY = 5;

/** Fields of legs that the measured query needs, and types that nobody cuts: it needs them, or they are references. */
const NEEDED_OF_LEG = new Set([
  'operator',
  'waybill',
  'status',
  'substatus',
  'custody',
  'acceptedAt',
  'events',
]);
const NEEDED_TYPES = new Set([
  'Operator',
  'TrackingEvent',
  'EventCorrection',
  'CoarsePlace',
  'Facility',
  'LegReference',
]);

const optional: Readonly<Record<Role, readonly string[]>> = {
  courier: listOptionalFields('courier'),
  locker: listOptionalFields('locker'),
};

/** As many operators as asked for, couriers and lockers in turn. */
export function generateOperators(count: number, seed: number): readonly OperatorSdl[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const role: Role = index % 2 === 0 ? 'courier' : 'locker';
    const code = `operator-n${index}`;
    const omit = optional[role].filter(() => random() < LEFT_OUT);
    const extension = isExtended(index) ? writeExtension(code, role) : undefined;
    return { code, role, sdl: operatorSdl({ code, role, omit, extension }) };
  });
}

/** Whether the operator of that index has an extension. */
export function isExtended(index: number): boolean {
  return index % EXTENSION_EVERY === EXTENSION_EVERY - 1;
}

/** The fields that an operator may leave out while every type keeps one. */
function listOptionalFields(role: Role): readonly string[] {
  const types = [...buildContractIndex(roleSdl(role)).values()];
  return types.flatMap(({ name, fields }) => {
    if (NEEDED_TYPES.has(name)) return [];
    return [...fields]
      .filter(([field], index) => (name === LEG_TYPES[role] ? !NEEDED_OF_LEG.has(field) : index > 0))
      .map(([, { coordinate }]) => coordinate);
  });
}

function writeExtension(code: string, role: Role): string {
  const { field = '', type = '' } = operatorPrefix(code) ?? {};
  return `
    "How the parcel is kept cold."
    type ${type}ColdChain {
      "Degrees Celsius."
      celsius: Float @operational
    }
    extend type ${LEG_TYPES[role]} {
      "The cold chain of the parcel."
      ${field}coldChain: ${type}ColdChain @operational
    }
  `;
}
