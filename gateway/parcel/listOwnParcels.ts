/** The root field `myParcels`: a page of the parcels that were ordered through the caller's platform. */
import { GraphQLError } from 'graphql';
import { FINAL_STATUSES } from '../../schema/privacy.ts';
import type { Caller } from '../agreements/decision.ts';
import { FLOOR_DAYS } from '../agreements/floor/createFloors.ts';
import { DAY_MS } from '../agreements/phase.ts';
import type { RequestScope } from '../request/requestScope.ts';
import type { DirectoryStore, OwnParcelsQuestion, ParcelPosition } from '../store/directoryStore.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { type ParcelView, viewParcel } from './parcelView.ts';
import { decideForRelation, judgeLegs, readsStatus, tellsTime } from './visibleLegs.ts';

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
  const { cursorKey } = store;
  const parcels = await store.findOwn({
    platform: scope.caller.platform,
    ...readVisibleOperators(scope),
    // One more than asked tells whether there is a next page.
    limit: first + 1,
    ...(args.after ? { after: readAfter(cursorKey, scope.caller, args.after) } : {}),
    ...(args.status ? { status: args.status } : {}),
    ...(args.updatedSince ? { updatedSince: readTime(args.updatedSince) } : {}),
  });
  const page = parcels.slice(0, first);
  const nodes = page.flatMap(({ legs, acceptedAt, finalAt }) => {
    const facts = { acceptedAt: acceptedAt?.getTime() ?? null, finalAt: finalAt?.getTime() ?? null };
    const visible = judgeLegs(legs, scope, new Map([[legs[0]?.parcel ?? '', facts]]));
    return viewParcel(legs[0]?.parcel ?? '', visible, undefined, scope) ?? [];
  });
  const last = page.at(-1);
  const endCursor = last === undefined ? null : writeCursor(cursorKey, scope.caller, last.position);
  return { nodes, pageInfo: { hasNextPage: parcels.length > first, endCursor } };
}

/**
 * The operators whose legs are visible, and what of them may decide about a list. All of it is asked of policies for which no
 * state is known, so it holds for every leg of an operator and the list is one statement. A status or time that is shared only
 * until the leg reaches a status decides nothing: an agreement cannot say that of the status (it would be refused), and
 * of the time it means that the order is not told it.
 */
function readVisibleOperators(scope: RequestScope): Pick<OwnParcelsQuestion, 'own' | 'foreign' | 'floor'> {
  const own = { visible: [] as string[], withStatus: [] as string[], timed: [] as string[] };
  const foreign = { visible: [] as string[], withStatus: [] as string[] };
  const onFloor: { operator: string; before: Date }[] = [];
  for (const operator of scope.network.operators.values()) {
    const { code, role } = operator;
    const ofOwn = decideForRelation(operator, 'OWN', scope);
    if (ofOwn.isVisible) {
      own.visible.push(code);
      if (ofOwn.floor !== undefined) onFloor.push({ operator: code, before: new Date(ofOwn.floor.before) });
      if (readsStatus(ofOwn, role)) own.withStatus.push(code);
      if (tellsTime(ofOwn, role)) own.timed.push(code);
    }
    const ofForeign = decideForRelation(operator, 'FOREIGN', scope);
    if (ofForeign.isVisible) {
      foreign.visible.push(code);
      if (readsStatus(ofForeign, role)) foreign.withStatus.push(code);
    }
  }
  const finalSince = new Date(scope.now - FLOOR_DAYS * DAY_MS);
  return {
    own,
    foreign,
    ...(onFloor.length > 0 && {
      floor: { operators: onFloor, finalSince, finalStatuses: [...FINAL_STATUSES] },
    }),
  };
}

function readAfter(key: Uint8Array, caller: Caller, after: string): ParcelPosition {
  const position = readCursor(key, caller, after);
  if (position === undefined) {
    throw badArgument(
      '`after` is not a cursor of this hub for this platform and purpose; pass the `endCursor` of the page before',
    );
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
