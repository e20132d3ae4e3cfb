/** A network for tests that start nothing: the real contract, invented operators, a client that records. */
import type { DecideLeg, LegPolicy } from '../../gateway/agreements/decision.ts';
import { allowEverything, tableOf } from '../../gateway/agreements/decision.ts';
import type { Capabilities } from '../../gateway/base/capabilities.ts';
import type {
  OperatorAnswer,
  OperatorClient,
  OperatorRequest,
} from '../../gateway/dispatch/operatorClient.ts';
import { buildContractIndex, type ContractIndex } from '../../gateway/request/contractIndex.ts';
import type { NetworkOperator, NetworkSnapshot } from '../../gateway/request/network.ts';
import { openRequestScope, type RequestScope } from '../../gateway/request/requestScope.ts';
import { LEG_TYPES, type Role, roleSdl } from '../../schema/network.ts';

const contracts: Readonly<Record<Role, ContractIndex>> = {
  courier: buildContractIndex(roleSdl('courier')),
  locker: buildContractIndex(roleSdl('locker')),
};

/** Every object type of both roles. */
export const contract: ContractIndex = new Map([...contracts.courier, ...contracts.locker]);

/** What an operator that implements the whole contract of its role can answer, less some fields. */
export function capabilitiesOf(role: Role, omitted: readonly string[] = []): Capabilities {
  const fields = new Map<string, ReadonlySet<string>>();
  for (const type of contracts[role].values()) {
    for (const { coordinate } of type.fields.values()) {
      if (omitted.includes(coordinate)) continue;
      fields.set(coordinate, new Set(coordinate.endsWith('Leg.events') ? ['last'] : []));
    }
  }
  return { role, fields, enumValues: new Map(), masks: new Set() };
}

/** An operator of the network that answers at an invented address. */
export function testOperator(code: string, role: Role, omitted: readonly string[] = []): NetworkOperator {
  return {
    code,
    name: code,
    role,
    url: `http://${code}.example/graphql`,
    numberPatterns: [],
    capabilities: capabilitiesOf(role, omitted),
  };
}

/** A scope over operators, in which a leg of each (code, waybill) pair is listed. */
export function testScope(
  operators: readonly NetworkOperator[],
  legs: readonly (readonly [operator: string, waybill: string])[],
  decideLeg: DecideLeg = allowEverything,
): RequestScope {
  const network: NetworkSnapshot = {
    operators: new Map(operators.map((operator) => [operator.code, operator])),
    contract,
    agreements: tableOf(decideLeg),
  };
  const caller = { platform: 'cainiao', purpose: 'ORDER_STATUS' };
  const scope = openRequestScope(network, caller, Date.parse('2017-06-01T00:30:00+08:00'));
  for (const [operator, waybill] of legs) {
    const facts = { operator, relation: 'OWN', acceptedAt: null, everReached: [], finalAt: null } as const;
    const policy = decideLeg(caller, facts, scope.now);
    const role = network.operators.get(operator)?.role ?? 'courier';
    scope.notes.add({ ...facts, waybill, role, policy });
  }
  return scope;
}

/** A policy that withholds some coordinates and discloses all others. */
export function withholding(...coordinates: readonly string[]): LegPolicy {
  return {
    fingerprint: `without ${coordinates.join(' ')}`,
    isVisible: true,
    dependsOnState: false,
    agreement: null,
    decide: (coordinate) =>
      coordinates.includes(coordinate)
        ? { kind: 'withhold', code: 'NOT_SHARED', clause: null }
        : { kind: 'disclose', clause: null },
  };
}

/** A client that records what it was to send and answers by a function. */
export interface RecordingClient extends OperatorClient {
  readonly requests: readonly OperatorRequest[];
}

export function recordingClient(
  answer: (request: OperatorRequest) => OperatorAnswer | Promise<OperatorAnswer>,
): RecordingClient {
  const requests: OperatorRequest[] = [];
  return {
    requests,
    async send(request) {
      requests.push(request);
      return answer(request);
    },
    async close() {},
  };
}

/** The representation of a leg, as the gateway sends it. */
export function representationOf(role: Role, operator: string, waybill: string): object {
  return { __typename: LEG_TYPES[role], operator: { code: operator }, waybill };
}
