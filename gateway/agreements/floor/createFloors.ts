/**
 * The continuity floor of a leg: of what its agreement grants, the fields that the contract marks `@continuity`.
 * Invariant: a floor grants nothing that the agreement did not grant for the same request, and no mask of it is looser.
 */
import { LEG_TYPES } from '../../../schema/network.ts';
import type { AgreementContract } from '../agreementContract.ts';
import type { Decision, Floor, LegFacts, LegPolicy } from '../decision.ts';
import { DAY_MS } from '../phase.ts';
import { WithholdingPolicy } from '../table/legPolicy.ts';
import { grantsAnything, isGrantedInSomeState } from './grantsAnything.ts';

/** For how many days after a parcel became final its last known values are still served. */
export const FLOOR_DAYS = 7;

export interface Floors {
  /** What a policy leaves of a leg; hidden where the parcel is not in the floor, or nothing of the leg is. */
  cut(policy: LegPolicy, leg: LegFacts, floor: Floor, now: number): LegPolicy;
}

/** The floors of legs of a contract. Policies are kept with those that they are cut from, and die with them. */
export function createFloors(contract: AgreementContract): Floors {
  const continuity = readContinuityFields(contract);
  const kept = new WeakMap<LegPolicy, Map<string, LegPolicy>>();
  const cutVisible = (policy: LegPolicy, { role }: LegFacts, floor: Floor): LegPolicy => {
    const cuts = kept.get(policy) ?? new Map<string, LegPolicy>();
    kept.set(policy, cuts);
    const key = `${role ?? ''} ${floor.code} ${floor.before}`;
    const known = cuts.get(key);
    if (known !== undefined) return known;
    const cut = new FloorPolicy(policy, floor, { contract, continuity, role });
    cuts.set(key, cut);
    return cut;
  };
  return {
    cut(policy, leg, floor, now) {
      if (!policy.isVisible) return policy;
      return isInFloor(leg, floor, now)
        ? cutVisible(policy, leg, floor)
        : new WithholdingPolicy(floor.code, policy.agreement);
    },
  };
}

/** The fields of legs that the floor consists of; what lies below them comes with them. */
function readContinuityFields({ legTypes, types }: AgreementContract): ReadonlySet<string> {
  const fields = legTypes.flatMap((name) => [...(types.get(name)?.values() ?? [])]);
  return new Set(fields.filter(({ label }) => label?.continuity).map(({ coordinate }) => coordinate));
}

/** Own parcels that an operator had accepted in time, later legs included, until some days after the end. */
function isInFloor({ relation, parcel }: LegFacts, { before }: Floor, now: number): boolean {
  if (relation !== 'OWN' || parcel === undefined || parcel.acceptedAt === null) return false;
  const isAccepted = parcel.acceptedAt < before;
  return isAccepted && (parcel.finalAt === null || now < parcel.finalAt + FLOOR_DAYS * DAY_MS);
}

interface FloorParts {
  readonly contract: AgreementContract;
  readonly continuity: ReadonlySet<string>;
  readonly role: LegFacts['role'];
}

class FloorPolicy implements LegPolicy {
  readonly isVisible: boolean;
  /** The operator is not asked, so there is no fresh status to decide on again. */
  readonly dependsOnState = false;
  readonly fingerprint: string;
  readonly floor: Floor;
  readonly agreement: LegPolicy['agreement'];
  readonly #base: LegPolicy;
  readonly #continuity: ReadonlySet<string>;

  constructor(base: LegPolicy, floor: Floor, { contract, continuity, role }: FloorParts) {
    this.#base = base;
    this.#continuity = continuity;
    this.floor = floor;
    this.agreement = base.agreement;
    const legTypes = role === undefined ? contract.legTypes : [LEG_TYPES[role]];
    this.isVisible = legTypes.some((type) =>
      grantsAnything((field) => this.#isGranted(field), type, contract),
    );
    this.fingerprint = `floor ${this.isVisible} ${floor.code} ${base.fingerprint}`;
  }

  decide(coordinate: string): Decision {
    const decision = this.#base.decide(coordinate);
    if (decision.kind === 'withhold' || (this.isVisible && this.#isPart(coordinate))) return decision;
    return { kind: 'withhold', code: this.floor.code, clause: decision.clause };
  }

  #isGranted(coordinate: string): boolean {
    return this.#isPart(coordinate) && isGrantedInSomeState(this.#base.decide(coordinate));
  }

  /** Of a leg its keys and the marked fields; below them whatever the agreement grants, since every path begins at a leg. */
  #isPart(coordinate: string): boolean {
    const [type = '', name = ''] = coordinate.split('.');
    const isOfLeg = Object.values(LEG_TYPES).includes(type);
    return !isOfLeg || name === 'operator' || name === 'waybill' || this.#continuity.has(coordinate);
  }
}
