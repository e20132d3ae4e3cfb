/**
 * The stand-in for an operator that is not asked: it has every field of the contract, for nothing else is kept of a leg.
 * Invariant: it masks nothing itself, so every mask is applied by the hub.
 */
import type { Capabilities } from '../../base/capabilities.ts';
import type { ContractIndex } from '../../request/contractIndex.ts';
import type { NetworkOperator } from '../../request/network.ts';

const kept = new WeakMap<ContractIndex, Map<NetworkOperator['role'], Capabilities>>();

/** The stand-in, on a network with this contract. */
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
