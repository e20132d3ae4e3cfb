/**
 * The hub's `directory` graph: resolves tracking numbers to visible legs, lists own parcels and operators, detects
 * formats. It knows keys and times, never a personal field.
 * Invariant: an unknown number and one that is not the caller's to see give the same answer after the same work.
 */
import { GraphQLError, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import { directorySdl, LEG_TYPES } from '../../schema/network.ts';
import { normalizeNumber } from '../base/normalizeNumber.ts';
import type { NetworkOperator } from '../request/network.ts';
import type { RequestScope } from '../request/requestScope.ts';
import type { DirectoryStore } from '../store/directoryStore.ts';
import { buildGraph } from './buildGraph.ts';
import { detectOperators } from './detect/detectOperators.ts';
import type { OnUnknown } from './discover/onUnknown.ts';
import { createParcelFinder } from './findParcels.ts';
import { type ListArguments, listOwnParcels } from './listOwnParcels.ts';
import { listSharedFields } from './listSharedFields.ts';
import type { ParcelView } from './parcelView.ts';
import { readSharing, type Sharing } from './readSharing.ts';
import type { VisibleLeg } from './visibleLegs.ts';

/** How many numbers one `parcels` field may ask for. */
export const MAX_NUMBERS = 100;

/** The executable schema of the `directory` graph over a store; `onUnknown` hears of numbers that the store does not know. */
export function createDirectorySchema(store: DirectoryStore, onUnknown?: OnUnknown): GraphQLSchema {
  const findParcels = createParcelFinder(store, onUnknown);
  const find = (numbers: readonly string[], operator: string | undefined, scope: RequestScope) =>
    findParcels(
      numbers.map((number) => ({ number: normalizeNumber(number), operator })),
      scope,
    );
  return buildGraph(directorySdl(), {
    Query: {
      parcel: (_: unknown, args: { trackingNumber: string; operator?: string | null }, scope: RequestScope) =>
        find([args.trackingNumber], args.operator ?? undefined, scope)[0],
      parcels: (_: unknown, { trackingNumbers }: { trackingNumbers: string[] }, scope: RequestScope) => {
        if (trackingNumbers.length > MAX_NUMBERS) throw tooManyNumbers(trackingNumbers.length);
        return find(trackingNumbers, undefined, scope);
      },
      myParcels: (_: unknown, args: ListArguments, scope: RequestScope) => listOwnParcels(store, args, scope),
      operators: (_: unknown, __: unknown, { network }: RequestScope) => [...network.operators.values()],
      detect: (_: unknown, { trackingNumber }: { trackingNumber: string }, { network }: RequestScope) =>
        detectOperators(trackingNumber, [...network.operators.values()]).map((candidate) => ({
          ...candidate,
          operator: network.operators.get(candidate.operatorCode ?? '') ?? null,
        })),
    },
    Operator: {
      __resolveReference: ({ code }: { code: string }, { network }: RequestScope) =>
        network.operators.get(code) ?? { code },
      kind: ({ role }: Partial<NetworkOperator>) => role?.toUpperCase() ?? null,
      sharing: ({ code }: { code: string }, _: unknown, scope: RequestScope) => readSharing(code, scope),
    },
    Sharing: {
      fields: ({ operator }: Sharing, _: unknown, scope: RequestScope) => listSharedFields(operator, scope),
    },
    Leg: { __resolveType: ({ row }: VisibleLeg) => LEG_TYPES[row.role] },
    CourierLeg: legResolvers,
    LockerLeg: legResolvers,
    Parcel: { __resolveReference: ({ id }: ParcelView) => ({ id }) },
  });
}

const legResolvers = {
  operator: ({ row, note }: VisibleLeg, _: unknown, { network }: RequestScope, info: GraphQLResolveInfo) => {
    // The planner always asks for the key, so this is where every listed leg learns its place in the answer.
    if (info.path.prev !== undefined) note.paths.push(info.path.prev);
    return network.operators.get(row.operator);
  },
  waybill: ({ row }: VisibleLeg) => row.waybill,
};

function tooManyNumbers(count: number): GraphQLError {
  return new GraphQLError(
    `\`parcels\` was asked for ${count.toLocaleString('en')} tracking numbers; ${MAX_NUMBERS} at most: send them in several requests`,
    { extensions: { code: 'TOO_MANY_NUMBERS' } },
  );
}
