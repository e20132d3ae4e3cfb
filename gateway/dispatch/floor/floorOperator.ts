/**
 * Stand-ins for operators that do not answer: last known values are read as if they had. Of one that is not asked, every field of the
 * contract that is kept; of one that is down, what it provides.
 * Invariant: a stand-in masks nothing itself, so every mask is applied by the hub.
 */
import type { Capabilities } from '../../base/capabilities.ts';
import type { ContractIndex } from '../../request/contractIndex.ts';
import type { NetworkOperator } from '../../request/network.ts';

const unmasked = new WeakMap<Capabilities, Capabilities>();

/** The stand-in for an operator that was asked and is down. */
export function downOperator(operator: NetworkOperator): NetworkOperator {
  const capabilities = unmasked.get(operator.capabilities) ?? { ...operator.capabilities, masks: new Set() };
  unmasked.set(operator.capabilities, capabilities);
  return { ...operator, capabilities };
}

const kept = new WeakMap<ContractIndex, Map<NetworkOperator['role'], Capabilities>>();

/** The stand-in for an operator that is not asked, on a network with this contract. */
export function floorOperator(operator: NetworkOperator, contract: ContractIndex): NetworkOperator {
  const byRole = kept.get(contract) ?? new Map<NetworkOperator['role'], Capabilities>();
  kept.set(contract, byRole);
  const capabilities = byRole.get(operator.role) ?? readCapabilities(operator.role, contract);
  byRole.set(operator.role, capabilities);
  return { ...operator, capabilities };
}

function readCapabilities(role: NetworkOperator['role'], contract: ContractIndex): Capabilities {
  const fields = [...contract.values()].flatMap((type) => [...type.fields.values()]);
  return {
    role,
    fields: new Map(fields.map(({ coordinate }) => [coordinate, new Set<string>()])),
    enumValues: new Map(),
    masks: new Set(),
  };
}
