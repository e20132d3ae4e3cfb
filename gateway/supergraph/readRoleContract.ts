/** The contract of a role in the form in which the rules compare with it. Read once: the contract is part of the hub. */
import { type DocumentNode, parse } from 'graphql';
import { directorySdl, LEG_TYPES, type Role, roleSdl, timelineSdl } from '../../schema/network.ts';
import { indexTypes, type TypeEntry } from '../base/indexTypes.ts';
import type { Label } from '../base/label.ts';
import { readLinks, type SchemaLinks } from '../base/readLinks.ts';
import { liftLabels } from './liftLabels.ts';

/** What the subgraph of an operator may and must contain. */
export interface RoleContract {
  readonly role: Role;
  readonly legType: string;
  readonly otherLegType: string;
  readonly document: DocumentNode;
  readonly links: SchemaLinks;
  /** The types of the contract, without those that belong to a linked specification. */
  readonly types: ReadonlyMap<string, TypeEntry>;
  readonly labels: ReadonlyMap<string, Label>;
  /** Types of the network that are not in this contract: the hub's own, and those of the other role. */
  readonly elsewhere: ReadonlySet<string>;
  /** What `@personal` may say. */
  readonly categories: ReadonlySet<string>;
  readonly subjects: ReadonlySet<string>;
}

const contracts = new Map<Role, RoleContract>();

/** The contract of a role. */
export function readRoleContract(role: Role): RoleContract {
  const known = contracts.get(role);
  if (known !== undefined) return known;
  const contract = buildContract(role);
  contracts.set(role, contract);
  return contract;
}

function buildContract(role: Role): RoleContract {
  const otherRole: Role = role === 'courier' ? 'locker' : 'courier';
  const document = parse(roleSdl(role), { noLocation: true });
  const links = readLinks(document);
  const all = indexTypes(document);
  const types = new Map([...all].filter(([name]) => links.resolve(name) === undefined));
  const network = [roleSdl(otherRole), directorySdl(), timelineSdl()].flatMap((sdl) => [
    ...indexTypes(parse(sdl, { noLocation: true })).keys(),
  ]);
  return {
    role,
    legType: LEG_TYPES[role],
    otherLegType: LEG_TYPES[otherRole],
    document,
    links,
    types,
    labels: liftLabels(document),
    elsewhere: new Set(network.filter((name) => !all.has(name))),
    categories: new Set(all.get('PersonalCategory')?.values.keys()),
    subjects: new Set(all.get('DataSubject')?.values.keys()),
  };
}
