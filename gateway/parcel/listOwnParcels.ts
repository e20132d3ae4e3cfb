/** The root field `myParcels`: a page of the parcels that were ordered through the caller's platform. */
import { GraphQLError } from 'graphql';
import type { RequestScope } from '../request/requestScope.ts';
import type { DirectoryStore } from '../store/directoryStore.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { ParcelView } from './parcelView.ts';
import { decideForRelation, selectVisibleLegs } from './visibleLegs.ts';

/** The largest page. */
export const MAX_PAGE = 100;

export interface ListArguments {
  readonly first: number | null;
  readonly after?: string | null;
  readonly status?: string | null;
  readonly updatedSince?: unknown;
}

interface ParcelConnection {
  readonly nodes: readonly ParcelView[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A page of own parcels, newest first. Throws a GraphQL error that names the argument that is wrong. */
export async function listOwnParcels(
  store: DirectoryStore,
  args: ListArguments,
  scope: RequestScope,
): Promise<ParcelConnection> {
  const first = args.first ?? 20;
  if (first < 1 || first > MAX_PAGE) {
    throw badArgument(`\`first\` is ${first}; it must be 1 to ${MAX_PAGE}`);
  }
  const { operators, statusOperators } = readVisibleOperators(scope);
  const parcels = await store.findOwn({
    platform: scope.caller.platform,
    operators,
    statusOperators,
    // One more than asked tells whether there is a next page.
    limit: first + 1,
    ...(args.after ? { after: readAfter(store.cursorKey, args.after) } : {}),
    ...(args.status ? { status: args.status } : {}),
    ...(args.updatedSince ? { updatedSince: readTime(args.updatedSince) } : {}),
  });
  const page = parcels.slice(0, first);
  const nodes = page.flatMap(({ legs }) => {
    const visible = selectVisibleLegs(legs, scope);
    const [firstLeg] = visible;
    return firstLeg === undefined
      ? []
      : [{ id: firstLeg.row.parcel, trackingNumber: firstLeg.row.waybill, legs: visible }];
  });
  const last = page.at(-1);
  const endCursor = last === undefined ? null : writeCursor(store.cursorKey, last.position);
  return { nodes, pageInfo: { hasNextPage: parcels.length > first, endCursor } };
}

/** The operators whose legs of own parcels are visible, and among them those whose status is. */
function readVisibleOperators(scope: RequestScope): { operators: string[]; statusOperators: string[] } {
  const operators: string[] = [];
  const statusOperators: string[] = [];
  for (const { code, role } of scope.network.operators.values()) {
    const policy = decideForRelation(code, 'OWN', scope);
    if (!policy.isVisible) continue;
    operators.push(code);
    const status = role === 'courier' ? 'CourierLeg.status' : 'LockerLeg.status';
    if (policy.decide(status).kind === 'disclose') statusOperators.push(code);
  }
  return { operators, statusOperators };
}

function readAfter(key: Uint8Array, after: string) {
  const position = readCursor(key, after);
  if (position === undefined) {
    throw badArgument('`after` is not a cursor of this hub; pass the `endCursor` of the page before');
  }
  return position;
}

/** The times that a store of any kind can compare. */
const EARLIEST = Date.UTC(1970, 0);
const LATEST = Date.UTC(9999, 0);

function readTime(text: unknown): Date {
  const time = new Date(typeof text === 'string' ? text : Number.NaN);
  const isTime = typeof text === 'string' && /T.*(Z|[+-]\d\d:\d\d)$/.test(text);
  if (!isTime || !(time.getTime() >= EARLIEST && time.getTime() <= LATEST)) {
    throw badArgument(
      `\`updatedSince\` is \`${String(text).slice(0, 40)}\`; it must be a time with an offset, as \`2017-06-01T00:30:00+08:00\``,
    );
  }
  return time;
}

function badArgument(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
