/** What the contract promises of itself: labels, descriptions, nullability, and what the continuity floor holds. */
import { parse, print, visit } from 'graphql';
import { describe, expect, test } from 'vitest';
import { indexTypes, type TypeEntry } from '../../gateway/base/indexTypes.ts';
import { namedType } from '../../gateway/base/namedType.ts';
import { readLinks } from '../../gateway/base/readLinks.ts';
import { liftLabels } from '../../gateway/supergraph/liftLabels.ts';
import { readLabelMarks } from '../../gateway/supergraph/readLabelMarks.ts';
import { directorySdl, roleSdl, timelineSdl } from '../../schema/network.ts';

const graphs = {
  courier: parse(roleSdl('courier')),
  locker: parse(roleSdl('locker')),
  directory: parse(directorySdl()),
  timeline: parse(timelineSdl()),
};

/** What DESIGN section 4 gives as not nullable: keys, and the hub's own answers that nothing can withhold. */
const NOT_NULLABLE =
  /^(Leg|CourierLeg|LockerLeg)\.(operator|waybill)$|^Operator\.code$|^Parcel\.id$|^Query\.|^ParcelConnection\.|^PageInfo\.hasNextPage$/;
/** Items of lists that the hub makes itself. An item that is missing takes no other field with it. */
const NOT_NULLABLE_ITEMS =
  /^Parcel\.(legs|events)$|^Sharing\.(fields|purposes)$|^SharedField\.parcels$|^InterimMeasure\.withhold$|^OperatorCandidate\.evidence$/;

describe.each(Object.entries(graphs))('the %s graph', (name, document) => {
  const links = readLinks(document);
  const labels = liftLabels(document);
  const types = [...indexTypes(document).values()];

  test('has a label on every field, exactly one', () => {
    const unlabelled = listFields(types)
      .filter(({ coordinate }) => !labels.has(coordinate))
      // The inputs that `timeline` takes over from `directory` are labelled there.
      .filter(({ coordinate }) => name !== 'timeline' || !/^Parcel\.(id|legs)$/.test(coordinate));
    expect(unlabelled.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  test('describes every type, field, argument, enum value and directive', () => {
    const silent: string[] = [];
    visit(document, {
      enter(node) {
        const isDescribable = 'name' in node && /Definition$/.test(node.kind);
        if (isDescribable && !('description' in node && node.description))
          silent.push(`${node.kind} ${print(node)}`);
      },
    });
    expect(silent).toEqual([]);
  });

  test('makes everything nullable but keys and what the hub itself answers', () => {
    const strict = listFields(types).filter(({ type }) => type.includes('!'));
    const unexpected = strict.filter(({ coordinate, type }) =>
      NOT_NULLABLE.test(coordinate)
        ? false
        : !(NOT_NULLABLE_ITEMS.test(coordinate) && /^\[\w+!\]$/.test(type)),
    );
    expect(unexpected.map(({ coordinate, type }) => `${coordinate}: ${type}`)).toEqual([]);
  });

  test('marks `@continuity` only on fields of legs with nothing personal below', () => {
    const byName = new Map(types.map((type) => [type.name, type]));
    const personalBelow = (type: TypeEntry | undefined, seen = new Set<string>()): string[] => {
      if (type === undefined || seen.has(type.name)) return [];
      seen.add(type.name);
      return [...type.fields.values()].flatMap((field) => {
        const coordinate = `${type.name}.${field.name.value}`;
        const own = labels.get(coordinate)?.kind === 'personal' ? [coordinate] : [];
        return [...own, ...personalBelow(byName.get(namedType(field.type).name.value), seen)];
      });
    };
    for (const { coordinate, field } of listFields(types)) {
      const marks = readLabelMarks(field.directives, links).map(({ kind }) => kind);
      if (!marks.includes('continuity')) continue;
      expect([coordinate, marks]).toEqual([coordinate, ['operational', 'continuity']]);
      expect(coordinate).toMatch(/^(Leg|CourierLeg|LockerLeg)\./);
      expect(personalBelow(byName.get(namedType(field.type).name.value))).toEqual([]);
    }
  });
});

test('a type that several graphs have has the same labels in each', () => {
  const known = new Map<string, unknown>();
  for (const document of Object.values(graphs)) {
    for (const [coordinate, label] of liftLabels(document)) {
      expect([coordinate, label]).toEqual([coordinate, known.get(coordinate) ?? label]);
      known.set(coordinate, label);
    }
  }
});

function listFields(types: readonly TypeEntry[]) {
  return types.flatMap((type) =>
    [...type.fields.values()].map((field) => ({
      coordinate: `${type.name}.${field.name.value}`,
      type: print(field.type),
      field,
    })),
  );
}
