/** Finds values of the known leg that a mask has to change, and asks for them masked. */
import { MASK_STRICTNESS, type MaskName } from '../../../schema/privacy/masks/mask.ts';
import { MASKS } from '../../../schema/privacy/masks/masks.ts';
import { readOwn } from '../../base/ownRecord.ts';
import { entitiesBody, keyOf, readLegs } from './askLegs.ts';
import type { AuditTarget, Exchange } from './audit.ts';
import { type LeafValue, readValues } from './readValues.ts';

/** One field of the known leg, and a mask that changes a value of it. */
export interface Maskable {
  readonly mask: MaskName;
  /** As `Recipient.name`. */
  readonly coordinate: string;
  /** The fields from the leg to it, without the last one, `leaf`. */
  readonly way: readonly string[];
  readonly leaf: string;
  /** Its values without a mask, in the order of the answer. */
  readonly plain: readonly (string | null)[];
  /** Personal values of the leg that a text could repeat. */
  readonly secrets: readonly string[];
}

/** Fields that say who somebody is or how to reach them. */
const SECRET =
  /^(Recipient|Sender|CourierPerson)\.(name|phone)$|^LockerLeg\.pickupCode$|^Address\.(street|room)$/;
/** Free text, which SCRUB is for. */
const TEXT = /^TrackingEvent\.(text|rawText)$/;
const SHORTEST_SECRET = 2;
/** Looked at for each mask. */
const MOST_FIELDS = 2;

/** For each mask some fields of the first known leg whose values it has to change. */
export async function listMaskable(
  target: AuditTarget,
  masks: ReadonlySet<string>,
): Promise<readonly Maskable[]> {
  const { leaves = [] } = (await readValues(target)) ?? {};
  const own = leaves.filter(({ path }) => path.startsWith('0.'));
  const secrets = own.flatMap(({ coordinate, value }) =>
    SECRET.test(coordinate) && typeof value === 'string' && value.length >= SHORTEST_SECRET ? [value] : [],
  );
  const byWay = new Map<string, LeafValue[]>();
  for (const leaf of own) {
    const key = leaf.way.join('.');
    const known = byWay.get(key);
    if (known === undefined) byWay.set(key, [leaf]);
    else known.push(leaf);
  }
  return MASK_STRICTNESS.filter((mask) => masks.has(mask)).flatMap((mask) => {
    const fields = [...byWay.values()].filter((values) => isChanged(values, mask, secrets));
    // Names and numbers of people come first: they are what agreements mask.
    const [personal, others] = [true, false].map((wanted) =>
      fields.filter(([first]) => SECRET.test(first?.coordinate ?? '') === wanted),
    );
    return [...(personal ?? []), ...(others ?? [])]
      .slice(0, MOST_FIELDS)
      .flatMap((values): readonly Maskable[] => {
        const [first] = values;
        const leaf = first?.way.at(-1);
        if (first === undefined || leaf === undefined) return [];
        const plain = values.map(({ value }) => (typeof value === 'string' ? value : null));
        return [{ mask, coordinate: first.coordinate, way: first.way.slice(0, -1), leaf, plain, secrets }];
      });
  });
}

/** Whether a mask leaves none of this field's values as they are, so that one that was not applied is seen. */
function isChanged(values: readonly LeafValue[], name: MaskName, secrets: readonly string[]): boolean {
  const mask = MASKS.get(name);
  const [first] = values;
  if (mask === undefined || first === undefined) return false;
  const isKey = ['operator', 'waybill'].includes(first.way[0] ?? '');
  const keeps =
    mask.keeps === 'String' ? ['String', 'ID'].includes(first.type.name) : first.type.name === mask.keeps;
  if (isKey || !keeps || (name === 'SCRUB') !== TEXT.test(first.coordinate)) return false;
  return values.some(
    ({ value }) =>
      typeof value === 'string' &&
      (!mask.verify(value) || (name === 'SCRUB' && secrets.some((secret) => value.includes(secret)))),
  );
}

/** Asks for a selection in the place of the field, and reads what stands under its key. */
export async function askMasked(
  target: AuditTarget,
  { way, leaf }: Maskable,
  selection: string,
  key = leaf,
  more: Parameters<typeof entitiesBody>[2] = {},
): Promise<{ readonly exchange: Exchange; readonly values: readonly unknown[] }> {
  const nested = way.reduceRight((inner, field) => `${field} { ${inner} }`, selection);
  const keys = [keyOf(target, target.waybill)];
  const body = entitiesBody(target, [{ alias: 'legs', keys, selection: nested }], more);
  const exchange = await target.send({ body });
  return { exchange, values: collect(readLegs(exchange) ?? [], [...way, key]) };
}

/** What stands at the end of a way, through lists; nothing for an object that is null. */
function collect(value: unknown, way: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((element) => collect(element, way));
  const [field, ...rest] = way;
  if (field === undefined) return [value];
  const inner = readOwn(value, field);
  return inner === undefined || (inner === null && rest.length > 0) ? [] : collect(inner, rest);
}
