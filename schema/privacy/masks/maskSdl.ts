/** The SDL with which an operator declares that it masks at the source: `mask.graphql`, and the link that identifies it. */
import { readFileSync } from 'node:fs';
import { type ConstDirectiveNode, type DefinitionNode, parse, type SchemaExtensionNode } from 'graphql';
import { MASK_SPEC_URL } from './mask.ts';

const { definitions } = parse(readFileSync(new URL('../v1/mask.graphql', import.meta.url), 'utf8'));
const [linked] = parse(`extend schema @link(url: "${MASK_SPEC_URL}", import: ["@mask", "Mask"])`)
  .definitions as readonly [SchemaExtensionNode];

/** The directive `@mask` and its enum. */
export const MASK_DEFINITIONS: readonly DefinitionNode[] = definitions;

/** The `@link` that goes onto the schema. */
export const MASK_LINK: readonly ConstDirectiveNode[] = linked.directives ?? [];
