/**
 * Lays an answer out as a tree in which every field says how it was disclosed. Pure.
 * Invariant: a node shows what the answer holds and nothing else; what was withheld has no value to show.
 */
import type { SandboxTrace, TracedField, TracedGroup, TracedLeg } from '../../wire/answers.ts';

/** How a field of an answer came to be what it is. */
export type MarkKind =
  /** Said by the hub itself, or the key of a leg. */
  | 'plain'
  | 'disclosed'
  | 'masked'
  | 'withheld'
  /** Shared, and the operator has no value. */
  | 'empty'
  /** Derived by the hub from the legs that the caller may see. */
  | 'derived';

export interface Mark {
  readonly kind: MarkKind;
  /** Set where an agreement decided. */
  readonly field?: TracedField;
  readonly group?: TracedGroup;
  /** With `derived`: inputs that were withheld, as `hive-box LockerLeg.status`. */
  readonly missing?: readonly MissingInput[];
}

export interface MissingInput {
  readonly operator: string;
  readonly coordinate: string;
  readonly code: string;
}

export interface TreeNode {
  /** Unique in the tree: the path in the answer. */
  readonly id: string;
  /** The response key, or the place in a list. */
  readonly key: string | number;
  /** As `LockerLeg.pickupCode`; undefined for what is in a list. */
  readonly coordinate: string | undefined;
  /** A leaf's value; undefined for a node with children. */
  readonly value: unknown;
  readonly mark: Mark;
  readonly children: readonly TreeNode[];
  /** Set on a leg. */
  readonly leg?: TracedLeg;
}

const PLAIN: Mark = { kind: 'plain' };

/** The tree of an answer's data. */
export function buildTree(
  data: unknown,
  trace: Omit<SandboxTrace, 'cost' | 'ms' | 'requests'>,
): readonly TreeNode[] {
  const legsByPath = new Map<string, TracedLeg>();
  for (const leg of trace.legs) for (const path of leg.paths) legsByPath.set(path.join('.'), leg);
  const legsByKey = new Map(trace.legs.map((leg) => [`${leg.operator} ${leg.waybill}`, leg]));
  return childrenOf(data, { trace, legsByPath, legsByKey, path: [], place: '', leg: undefined });
}

interface Here {
  readonly trace: Omit<SandboxTrace, 'cost' | 'ms' | 'requests'>;
  readonly legsByPath: ReadonlyMap<string, TracedLeg>;
  readonly legsByKey: ReadonlyMap<string, TracedLeg>;
  readonly path: readonly (string | number)[];
  /** The path without places in lists, as `parcel.legs.`. */
  readonly place: string;
  readonly leg: TracedLeg | undefined;
}

function childrenOf(value: unknown, here: Here): readonly TreeNode[] {
  if (Array.isArray(value)) return value.map((item, index) => toItem(item, index, here));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, child]) => toField(key, child, here));
}

function toItem(value: unknown, index: number, here: Here): TreeNode {
  const path = [...here.path, index];
  const leg = findLeg(value, path, here);
  const inside = { ...here, path, leg };
  const isNode = typeof value === 'object' && value !== null;
  return {
    id: path.join('.'),
    key: index,
    coordinate: undefined,
    value: isNode ? undefined : value,
    mark: PLAIN,
    children: childrenOf(value, inside),
    ...(leg !== undefined && leg !== here.leg ? { leg } : {}),
  };
}

function toField(key: string, value: unknown, here: Here): TreeNode {
  const path = [...here.path, key];
  const leg = findLeg(value, path, here);
  const coordinates = here.trace.places[`${here.place}${key}`] ?? [];
  const coordinate = chooseCoordinate(coordinates, here.leg);
  const isNode = typeof value === 'object' && value !== null;
  return {
    id: path.join('.'),
    key,
    coordinate,
    value: isNode ? undefined : value,
    mark: markOf(coordinate, value, { ...here, path }),
    children: childrenOf(value, { ...here, path, place: `${here.place}${key}.`, leg }),
    ...(leg !== undefined && leg !== here.leg ? { leg } : {}),
  };
}

/** The leg that a value is, or is part of. */
function findLeg(value: unknown, path: readonly (string | number)[], here: Here): TracedLeg | undefined {
  const listed = here.legsByPath.get(path.join('.'));
  if (listed !== undefined) return listed;
  const { operator, waybill } = (value ?? {}) as { operator?: { code?: string } | null; waybill?: string };
  const known = here.legsByKey.get(`${operator?.code} ${waybill}`);
  // The operator behind a leg's key is the hub's own to tell of.
  return known ?? here.leg;
}

/** In a leg of a known type that type's own field; `Leg.status` stands for it where the operation asks the interface. */
function chooseCoordinate(coordinates: readonly string[], leg: TracedLeg | undefined): string | undefined {
  const [first] = coordinates;
  if (leg === undefined || first === undefined) return first;
  const own = coordinates.find((coordinate) => coordinate.startsWith(`${leg.type}.`));
  return own ?? first.replace(/^Leg\./, `${leg.type}.`);
}

/** What the hub derives, and from what: never more than the caller may see. */
const DERIVED =
  /^(Parcel\.(status|substatus|custody|events|estimate|pickup|basis)|ParcelEvent\..*|Pickup\..*|Basis\..*)$/;

function markOf(coordinate: string | undefined, value: unknown, here: Here): Mark {
  if (coordinate === undefined) return PLAIN;
  if (DERIVED.test(coordinate)) {
    const missing = coordinate.startsWith('Parcel.') ? listMissing(here) : [];
    return missing.length === 0 ? { kind: 'derived' } : { kind: 'derived', missing };
  }
  const group = here.leg === undefined ? undefined : here.trace.groups[here.leg.group];
  const field = group?.fields[coordinate];
  if (group === undefined || field === undefined) return PLAIN;
  // A value that came is no withheld one: several ways may lead to one field, and this is the way that is shared.
  if (value !== null && field.kind === 'withheld') return { kind: 'disclosed', group };
  if (value === null && field.kind !== 'withheld') return { kind: 'empty', field, group };
  return { kind: field.kind, field, group };
}

/** Inputs of derived fields that were withheld, of the legs of the parcel that the field is on. */
function listMissing({ trace, path }: Here): readonly MissingInput[] {
  const parcel = path.slice(0, -1).join('.');
  const missing = new Map<string, MissingInput>();
  for (const { operator, group, paths } of trace.legs) {
    if (!paths.some((legPath) => legPath.slice(0, -2).join('.') === parcel)) continue;
    for (const [coordinate, { kind, code, isInput }] of Object.entries(trace.groups[group]?.fields ?? {})) {
      if (kind !== 'withheld' || isInput === undefined || code === undefined) continue;
      missing.set(`${operator} ${coordinate}`, { operator, coordinate, code });
    }
  }
  return [...missing.values()];
}

/** How many fields of each kind a tree has; fields that only hold others are not counted. */
export function countMarks(nodes: readonly TreeNode[]): Readonly<Record<MarkKind, number>> {
  const counts = { plain: 0, disclosed: 0, masked: 0, withheld: 0, empty: 0, derived: 0 };
  const count = (node: TreeNode): void => {
    if (node.children.length === 0 && node.coordinate !== undefined) counts[node.mark.kind] += 1;
    for (const child of node.children) count(child);
  };
  for (const node of nodes) count(node);
  return counts;
}
