/** HUB013: every directive that is applied is imported, or defined in the document, or part of GraphQL. */
import { Kind, specifiedDirectives } from 'graphql';
import { NETWORK_SPEC_URL } from '../../../schema/network.ts';
import { didYouMean } from '../../base/didYouMean.ts';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';
import { NETWORK_SPEC } from '../readLabelMarks.ts';
import { listDirectives } from './listDirectives.ts';

const SPECIFIED = specifiedDirectives.map((directive) => directive.name);
const FEDERATION = ['key', 'shareable', 'tag', 'composeDirective'];
const LABELS = ['personal', 'operational', 'continuity'];

export function* definesDirectives({ document, links, linksFederation }: CheckContext): Iterable<Finding> {
  const defined = new Set(
    document.definitions.flatMap((node) =>
      node.kind === Kind.DIRECTIVE_DEFINITION ? [node.name.value] : [],
    ),
  );
  const reported = new Set<string>();
  for (const node of listDirectives(document)) {
    const name = node.name.value;
    if (defined.has(name) || SPECIFIED.includes(name) || reported.has(name)) continue;
    const linked = links.resolve(`@${name}`);
    // Federation brings its own definitions; every other specification leaves them to the document.
    if (linked !== undefined && linked.link.identity !== NETWORK_SPEC) continue;
    if (linked === undefined && !linksFederation && FEDERATION.includes(name)) continue;
    reported.add(name);
    if (linked === undefined) {
      const help = helpFor(name, [...new Set([...defined, ...SPECIFIED, ...FEDERATION, ...LABELS])]);
      const message = `${quote(`@${name}`)} is neither imported nor defined`;
      yield { code: 'HUB013', message, node, ...(help === undefined ? {} : { help }) };
    } else {
      const help = 'copy its definition from the contract of your role';
      yield { code: 'HUB013', message: `${quote(`@${name}`)} is imported but not defined`, node, help };
    }
  }
}

function helpFor(name: string, known: readonly string[]): string | undefined {
  if (FEDERATION.includes(name)) return `import ${quote(`@${name}`)} in the link to Federation`;
  if (LABELS.includes(name)) return `import ${quote(`@${name}`)} in a link to \`${NETWORK_SPEC_URL}\``;
  return didYouMean(
    `@${name}`,
    known.map((candidate) => `@${candidate}`),
  );
}
