/** Generates a network: two to four operators of both roles, each with its own part of the contract and more. */
import { type Role, roleSdl } from '../../schema/network.ts';
import { generateExtension } from './generateExtension.ts';
import type { NetworkModel, OperatorModel } from './model.ts';
import type { Random } from './random.ts';
import { readTypes } from './readTypes.ts';
import { writeOperatorSdl } from './writeOperatorSdl.ts';

const CODES = ['swift', 'north-post', 'red-box', 'quick-fox-lines'];

/** A network of random operators. */
export function generateNetwork(random: Random): NetworkModel {
  const codes = CODES.slice(0, 2 + random.int(3));
  const extensions: Record<Role, string[]> = { courier: [], locker: [] };
  const operators = codes.map((code, index): OperatorModel => {
    // The first two are of different roles: there is always a leg of each kind.
    const role: Role = index < 2 ? (index === 0 ? 'courier' : 'locker') : random.pick(['courier', 'locker']);
    const extension = generateExtension(random, code, role);
    const masks = random.chance(0.5);
    const omission = random.pick([0, 0.05, 0.15, 0.3]);
    extensions[role].push(extension);
    const sdl = writeOperatorSdl(random, { role, extension, masks, omission });
    const lies = masks && random.chance(0.15);
    return { code, role, sdl, extension, masks, lies, types: readTypes(sdl).types };
  });
  const courier = readTypes([roleSdl('courier'), ...extensions.courier].join('\n'));
  const locker = readTypes([roleSdl('locker'), ...extensions.locker].join('\n'));
  return {
    operators,
    types: { courier: courier.types, locker: locker.types },
    enums: new Map([...courier.enums, ...locker.enums]),
  };
}
