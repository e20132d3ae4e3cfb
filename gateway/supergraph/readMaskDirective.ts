/**
 * Reads whether and how an operator masks at the source: by the executable directive `@mask(as:)` of the linked mask
 * specification. Invariant: a directive that is merely called `@mask` is none, and one with another definition is refused
 * instead of being asked for something that it may not do.
 */
import { type ASTNode, type DirectiveDefinitionNode, Kind, type TypeNode } from 'graphql';
import { MASK_SPEC_URL, MASK_STRICTNESS } from '../../schema/privacy/masks/mask.ts';
import { quote } from '../base/quote.ts';
import type { CheckContext, Finding } from './checkContext.ts';

/** The identity of the specification of masks. */
export const MASK_SPEC = MASK_SPEC_URL.slice(0, MASK_SPEC_URL.lastIndexOf('/'));

const KNOWN: ReadonlySet<string> = new Set(MASK_STRICTNESS);
const DEFINITION = 'directive @mask(as: Mask!) on FIELD';

/** What the document says of masks. */
export interface MaskReading {
  /** The masks that the operator applies and the hub knows; none where there are findings. */
  readonly masks: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** Reads the link to the mask specification and the definitions that it is about. */
export function readMaskDirective({ document, links, allTypes }: CheckContext): MaskReading {
  const link = links.links.find(({ identity }) => identity === MASK_SPEC);
  if (link === undefined) return { masks: new Set(), findings: [] };
  const isLinked = (name: string, element: string): boolean => {
    const linked = links.resolve(name);
    return linked?.link.identity === MASK_SPEC && linked.element === element;
  };
  const definition = document.definitions.find(
    (node): node is DirectiveDefinitionNode =>
      node.kind === Kind.DIRECTIVE_DEFINITION && node.name.value === 'mask',
  );
  const isRenamed = [...link.imports].some(([local, element]) => element === '@mask' && local !== element);
  if (isRenamed || !isLinked('@mask', '@mask'))
    return refuse('`@mask` is linked under another name', link.node ?? document);
  if (definition === undefined) return refuse('`@mask` is linked but not defined', link.node ?? document);
  const type = readMaskArgument(definition);
  if (type === undefined || definition.locations.some(({ value }) => value !== 'FIELD'))
    return refuse('`@mask` has another definition than its specification gives it', definition);
  const masks = allTypes.get(type);
  if (masks?.kind !== 'enum' || !isLinked(type, 'Mask'))
    return refuse(`${quote(type)} is not the enum \`Mask\` of the linked specification`, definition);
  return { masks: new Set([...masks.values.keys()].filter((name) => KNOWN.has(name))), findings: [] };
}

/** The type of the one argument, `as`, which is required; undefined when the definition is another. */
function readMaskArgument({ arguments: all = [], repeatable }: DirectiveDefinitionNode): string | undefined {
  const [argument] = all;
  if (argument === undefined || all.length > 1 || repeatable || argument.name.value !== 'as')
    return undefined;
  const type: TypeNode = argument.type;
  const isRequired = type.kind === Kind.NON_NULL_TYPE && argument.defaultValue === undefined;
  return isRequired && type.type.kind === Kind.NAMED_TYPE ? type.type.name.value : undefined;
}

function refuse(message: string, node: ASTNode): MaskReading {
  const note = `the hub writes \`@mask(as: CN_NAME)\`, so it is \`${DEFINITION}\`, imported with \`Mask\` under its own name`;
  const help = 'copy link and definitions from the SDL of the kit, or leave all of it out';
  return { masks: new Set(), findings: [{ code: 'HUB027', message, node, note, help }] };
}
