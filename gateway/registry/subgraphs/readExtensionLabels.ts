/** Reads what the fields of an extension are labelled, from the SDL that the checker wrote of it in the network's own words. */
import { Kind, parse, print } from 'graphql';
import { indexTypes } from '../../base/indexTypes.ts';

/** By coordinate: the label as it is printed, as `@operational`. */
export function readExtensionLabels(extensionSdl: string | undefined): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  if (extensionSdl === undefined) return labels;
  for (const type of indexTypes(parse(extensionSdl, { noLocation: true })).values()) {
    for (const [name, field] of type.fields) {
      const label = field.directives?.map((node) => print({ ...node, kind: Kind.DIRECTIVE })).join(' ') ?? '';
      labels.set(`${type.name}.${name}`, label);
    }
  }
  return labels;
}
