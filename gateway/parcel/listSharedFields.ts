/**
 * The fields that an operator shares with the caller for the purpose of a request, as `Sharing.fields` shows them.
 * Invariant: a field is listed for a relation only where the whole path from the leg to it is granted for that relation and
 * the operator implements it: what is listed can be read, while its phase lasts.
 */
import { LRUCache } from 'lru-cache';
import { LEG_TYPES } from '../../schema/network.ts';
import type { Clause } from '../agreements/agreement.ts';
import type { LegPolicy, Relation } from '../agreements/decision.ts';
import { listGrantedPaths, type PathField } from '../agreements/listGrantedPaths.ts';
import { implementsField } from '../base/capabilities.ts';
import type { ContractIndex } from '../request/contractIndex.ts';
import type { NetworkOperator, NetworkSnapshot } from '../request/network.ts';
import type { RequestScope } from '../request/requestScope.ts';
import { decideForRelation } from './visibleLegs.ts';

/** The shape of `SharedField` in the contract. */
export interface SharedField {
  readonly coordinate: string;
  readonly parcels: readonly Relation[];
  readonly mask: string | null;
  readonly until: string | null;
  readonly graceDays: number | null;
}

const RELATIONS: readonly Relation[] = ['OWN', 'DELEGATED', 'FOREIGN'];

/** Come with a visible leg, and are in no agreement. */
const KEYS: ReadonlySet<string> = new Set(
  Object.values(LEG_TYPES).flatMap((type) => [`${type}.operator`, `${type}.waybill`, `${type}.asOf`]),
);

/** How many lists are kept for a network: one has some tens of fields and takes some kilobytes. */
const KEPT_LISTS = 4_000;

/** By network, so that they die with it. */
const lists = new WeakMap<NetworkSnapshot, LRUCache<string, readonly SharedField[]>>();

/** By coordinate; a field that is shared differently for different parcels is there several times. */
export function listSharedFields(operator: NetworkOperator, scope: RequestScope): readonly SharedField[] {
  const { network, caller } = scope;
  const policies = RELATIONS.map((relation) => decideForRelation(operator, relation, scope));
  const { id, version } = policies[0]?.agreement ?? {};
  // Invariant: fingerprints stand for decisions and not for the clauses behind them, hence all that chooses the clauses.
  const basis = [operator.code, caller.platform, caller.purpose, id, version];
  const key = JSON.stringify([...basis, ...policies.map(({ fingerprint }) => fingerprint)]);
  const kept = lists.get(network) ?? new LRUCache({ max: KEPT_LISTS });
  lists.set(network, kept);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const listed = list(operator, policies, network.contract);
  kept.set(key, listed);
  return listed;
}

function list(
  { role, capabilities }: NetworkOperator,
  policies: readonly LegPolicy[],
  contract: ContractIndex,
): readonly SharedField[] {
  const ways = new Map<string, SharedField & { readonly parcels: Relation[] }>();
  for (const [index, policy] of policies.entries()) {
    const relation = RELATIONS[index];
    if (relation === undefined || !policy.isVisible) continue;
    const shared = new Map<string, Way>();
    const isGranted = (coordinate: string): boolean => {
      const way = implementsField(capabilities, coordinate) ? readWay(policy, coordinate) : undefined;
      if (way !== undefined) shared.set(coordinate, way);
      return way !== undefined;
    };
    for (const coordinate of listGrantedPaths(
      LEG_TYPES[role],
      (type) => listFields(contract, type),
      isGranted,
    )) {
      const way = shared.get(coordinate) ?? FOR_GOOD;
      const key = `${coordinate} ${way.mask} ${way.until} ${way.graceDays}`;
      const known = ways.get(key);
      if (known === undefined) ways.set(key, { coordinate, parcels: [relation], ...way });
      else known.parcels.push(relation);
    }
  }
  return [...ways.values()].sort((one, other) =>
    one.coordinate === other.coordinate ? 0 : one.coordinate < other.coordinate ? -1 : 1,
  );
}

type Way = Pick<SharedField, 'mask' | 'until' | 'graceDays'>;

const FOR_GOOD: Way = { mask: null, until: null, graceDays: null };

/**
 * How one step is granted; undefined where it is not. Decided while nothing is known of a leg's state, a clause that ends with a
 * status is over, and says so: that is how it is told from one that holds for good.
 */
function readWay(policy: LegPolicy, coordinate: string): Way | undefined {
  const decision = policy.decide(coordinate);
  switch (decision.kind) {
    case 'disclose':
      return FOR_GOOD;
    case 'mask':
      return { ...FOR_GOOD, mask: decision.mask };
    case 'withhold':
      return decision.code === 'PHASE_OVER' && decision.clause !== null
        ? untilOf(decision.clause)
        : undefined;
  }
}

function untilOf({ mask, until, graceDays }: Clause): Way {
  return { mask, until, graceDays };
}

function listFields(contract: ContractIndex, typeName: string): readonly PathField[] {
  const fields = [...(contract.get(typeName)?.fields.values() ?? [])];
  return fields
    .filter(({ coordinate }) => !KEYS.has(coordinate))
    .map(({ coordinate, named }) => ({ coordinate, below: named.kind === 'object' ? named.name : null }));
}
