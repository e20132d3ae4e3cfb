/** HUB010: the document links version 2.x of Apollo Federation, under whatever name it likes. */
import { quote } from '../../base/quote.ts';
import { type CheckContext, FEDERATION_SPEC, type Finding } from '../checkContext.ts';

const HELP =
  'begin with `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])`';

export function* isFederationSubgraph({ links, document }: CheckContext): Iterable<Finding> {
  const link = links.links.find(({ identity }) => identity === FEDERATION_SPEC);
  if (link === undefined) {
    // The whole document is meant; its first definition is where the link is expected.
    const node = document.definitions[0] ?? document;
    yield { code: 'HUB010', message: 'the document does not link Apollo Federation 2', node, help: HELP };
    return;
  }
  if (link.version.major === 2) return;
  const message = `the document links ${quote(link.url)}, which is not version 2 of Apollo Federation`;
  yield { code: 'HUB010', message, node: link.node ?? document, help: HELP };
}
