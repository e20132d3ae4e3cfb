/**
 * What the contract of a role says about announcements: its statuses, and its `@continuity` fields beside them. Invariant: read
 * from the SDL alone, so a field that becomes part of the continuity floor can be announced at once.
 */
import { parse } from 'graphql';
import { LEG_TYPES, NETWORK_SPEC_URL, type Role, roleSdl } from '../../../schema/network.ts';
import { DERIVED_STATUSES } from '../../../schema/privacy.ts';
import { indexTypes } from '../../base/indexTypes.ts';
import { listLabelMarks, toLabel } from '../../base/labelMarks.ts';
import { readLinks } from '../../base/readLinks.ts';
import { buildContractIndex, type ContractIndex, type FieldShape } from '../../request/contractIndex.ts';

export interface LegContract {
  readonly role: Role;
  /** What operators say of a leg. */
  readonly statuses: ReadonlySet<string>;
  readonly substatuses: ReadonlySet<string>;
  /** By name, without status and sub-status, which have columns of their own. */
  readonly continuity: ReadonlyMap<string, FieldShape>;
  /** The object types that these lead to. */
  readonly types: ContractIndex;
}

const OWN_COLUMNS = ['status', 'substatus'];
const NETWORK_SPEC = NETWORK_SPEC_URL.replace(/\/v[^/]+$/, '');

const contracts = new Map<Role, LegContract>();

/** The contract of a role; read once, since it is part of the hub. */
export function readLegContract(role: Role): LegContract {
  const known = contracts.get(role);
  if (known !== undefined) return known;
  const sdl = roleSdl(role);
  const document = parse(sdl, { noLocation: true });
  const links = readLinks(document);
  const entries = indexTypes(document);
  const types = buildContractIndex(sdl);
  const continuity = new Map<string, FieldShape>();
  for (const [name, field] of entries.get(LEG_TYPES[role])?.fields ?? []) {
    const label = toLabel(listLabelMarks(NETWORK_SPEC, field.directives, links));
    const shape = types.get(LEG_TYPES[role])?.fields.get(name);
    if (label?.continuity && shape !== undefined && !OWN_COLUMNS.includes(name)) continuity.set(name, shape);
  }
  const valuesOf = (name: string) => [...(entries.get(name)?.values.keys() ?? [])];
  const contract: LegContract = {
    role,
    statuses: new Set(valuesOf('ParcelStatus').filter((status) => !DERIVED_STATUSES.has(status))),
    substatuses: new Set(valuesOf('ParcelSubstatus')),
    continuity,
    types,
  };
  contracts.set(role, contract);
  return contract;
}
