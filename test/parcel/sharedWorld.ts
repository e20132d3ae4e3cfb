/**
 * Worlds in which operators share the status and acceptance of legs in one way or another, a directory over a real store, and
 * pages of `myParcels` read from it.
 */
import type { GraphQLSchema } from 'graphql';
import { vi } from 'vitest';
import { type DecideLeg, type Decision, type LegPolicy, tableOf } from '../../gateway/agreements/decision.ts';
import { createDirectorySchema } from '../../gateway/parcel/directory.ts';
import type { NetworkSnapshot } from '../../gateway/request/network.ts';
import { createDirectoryStore, type DirectoryStore } from '../../gateway/store/directoryStore.ts';
import { openStore } from '../../gateway/store/openStore.ts';
import { contract, testOperator } from '../support/testNetwork.ts';
import { ask, openRequest } from './agreedNetwork.ts';

/** What an operator lets a platform read of a field: for good, until a status, masked, or not at all. */
export type Access = 'for good' | 'until' | 'masked' | 'never';

export interface Sharing {
  readonly isVisible: boolean;
  readonly status: Access;
  readonly acceptedAt: Access;
}

/** By operator, for own parcels and for all others. */
export type World = Readonly<Record<string, { readonly OWN: Sharing; readonly FOREIGN: Sharing }>>;

export const ROLES = {
  'a-post': 'courier',
  'b-post': 'courier',
  'c-box': 'locker',
  'd-box': 'locker',
} as const;
export type Code = keyof typeof ROLES;
export const CODES = Object.keys(ROLES) as readonly Code[];
const operators = CODES.map((code) => testOperator(code, ROLES[code]));

export interface OpenDirectory {
  readonly directory: DirectoryStore;
  readonly schema: GraphQLSchema;
  /** Statements since the last call. */
  countStatements(): number;
  close(): Promise<void>;
}

/** A directory over a store in memory. */
export async function openCountedDirectory(): Promise<OpenDirectory> {
  const store = await openStore({});
  const directory = createDirectoryStore(store, new Uint8Array(32).fill(3));
  const run = store.executeQuery.bind(store);
  let statements = 0;
  vi.spyOn(store, 'executeQuery').mockImplementation(((query: never) => {
    statements += 1;
    return run(query);
  }) as typeof store.executeQuery);
  return {
    directory,
    schema: createDirectorySchema(directory),
    countStatements() {
      const counted = statements;
      statements = 0;
      return counted;
    },
    close: () => store.destroy(),
  };
}

/** A network in which a world's operators share what it says. */
export function networkOf(world: World): NetworkSnapshot {
  const hidden: Sharing = { isVisible: false, status: 'never', acceptedAt: 'never' };
  const decideLeg: DecideLeg = (_, { operator, relation, everReached }): LegPolicy => {
    const sharing = relation === 'DELEGATED' ? hidden : (world[operator]?.[relation] ?? hidden);
    return {
      fingerprint: JSON.stringify([operator, relation, everReached.length]),
      isVisible: sharing.isVisible,
      dependsOnState: false,
      agreement: null,
      decide: (coordinate) => {
        const field = coordinate.replace(/^\w+\./, '');
        const access = field === 'status' || field === 'acceptedAt' ? sharing[field] : 'never';
        return decideAccess(access, everReached.length > 0);
      },
    };
  };
  return {
    operators: new Map(operators.map((operator) => [operator.code, operator])),
    contract,
    agreements: tableOf(decideLeg),
  };
}

function decideAccess(access: Access, isStateKnown: boolean): Decision {
  switch (access) {
    case 'for good':
      return { kind: 'disclose', clause: null };
    case 'masked':
      return { kind: 'mask', mask: 'DATE', clause: null };
    case 'until':
      if (isStateKnown) return { kind: 'disclose', clause: null };
      return { kind: 'withhold', code: 'PHASE_OVER', clause: null };
    case 'never':
      return { kind: 'withhold', code: 'NOT_SHARED', clause: null };
  }
}

export interface Filter {
  readonly status?: string;
  readonly updatedSince?: string;
}

/** What a page lists: each parcel as the waybills of its legs. */
export interface Page {
  readonly parcels: readonly string[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** A page of a platform's own parcels. */
export async function readPage(
  schema: GraphQLSchema,
  network: NetworkSnapshot,
  platform: string,
  args: Filter & { readonly first?: number; readonly after?: string | undefined },
  purpose?: string,
): Promise<Page> {
  const { status, ...others } = args;
  const listed = [
    ...Object.entries(others).flatMap(([name, value]) =>
      value === undefined ? [] : `${name}: ${JSON.stringify(value)}`,
    ),
    ...(status === undefined ? [] : [`status: ${status}`]),
  ];
  const scope = openRequest(network, { platform, ...(purpose === undefined ? {} : { purpose }) });
  const { myParcels } = await ask(
    schema,
    `{ myParcels${listed.length > 0 ? `(${listed.join(', ')})` : ''} { nodes { legs { waybill } } pageInfo { endCursor hasNextPage } } }`,
    scope,
  );
  return {
    parcels: myParcels.nodes.map(({ legs }: { legs: { waybill: string }[] }) =>
      legs.map(({ waybill }) => waybill).join('+'),
    ),
    ...myParcels.pageInfo,
  };
}
