/**
 * Lists what can be read of a leg: the fields to which a whole path is granted.
 * Invariant: a field below one that is withheld is not listed, nor is an object of which nothing real can be read.
 */

/** A field of an object type, as the walk needs to know it. */
export interface PathField {
  /** As `Recipient.phone`. */
  readonly coordinate: string;
  /** The object type below the field; null where the field is a leaf. */
  readonly below: string | null;
}

/** The fields of an object type, keys of legs left out; none for a type that is not known. */
export type ListFields = (typeName: string) => readonly PathField[];

/**
 * The coordinates that can be read of a leg of `legType`, type by type in the order in which they are met. Pure, and total
 * on types that contain themselves. `isGranted` answers for one step; whoever wants masked fields listed says yes to them.
 */
export function listGrantedPaths(
  legType: string,
  listFields: ListFields,
  isGranted: (coordinate: string) => boolean,
): readonly string[] {
  const reached = reachTypes(legType, listFields, isGranted);
  const readable = findReadableTypes(reached);
  return [...reached.values()].flatMap((fields) =>
    fields.filter(({ below }) => below === null || readable.has(below)).map(({ coordinate }) => coordinate),
  );
}

/** The types that granted steps lead to, each with its granted fields. */
function reachTypes(
  legType: string,
  listFields: ListFields,
  isGranted: (coordinate: string) => boolean,
): ReadonlyMap<string, readonly PathField[]> {
  const reached = new Map<string, readonly PathField[]>();
  // A set is walked in the order of insertion, and what is added on the way is walked too.
  const pending = new Set([legType]);
  for (const typeName of pending) {
    const granted = listFields(typeName).filter(({ coordinate }) => isGranted(coordinate));
    reached.set(typeName, granted);
    for (const { below } of granted) if (below !== null) pending.add(below);
  }
  return reached;
}

/** The types below which a leaf is granted: found from the leaves upwards, so that a circle without a leaf has none. */
function findReadableTypes(reached: ReadonlyMap<string, readonly PathField[]>): ReadonlySet<string> {
  const readable = new Set<string>();
  for (let found = -1; found < readable.size; ) {
    found = readable.size;
    for (const [typeName, fields] of reached) {
      if (fields.some(({ below }) => below === null || readable.has(below))) readable.add(typeName);
    }
  }
  return readable;
}
