/** HUB011: the document links Federation and this network's specifications, each once, and nothing else. */

import { quote } from '../../base/quote.ts';
import { LINK_SPEC } from '../../base/readLinks.ts';
import { type CheckContext, FEDERATION_SPEC, type Finding } from '../checkContext.ts';
import { NETWORK_SPEC } from '../readLabelMarks.ts';
import { MASK_SPEC } from '../readMaskDirective.ts';

/** Identities that may be linked; a specification that the hub comes to enforce is added here. */
const KNOWN_SPECS = [LINK_SPEC, FEDERATION_SPEC, NETWORK_SPEC, MASK_SPEC];
/** Those of which this hub knows version 1. */
const OWN_SPECS = [NETWORK_SPEC, MASK_SPEC];

export function* linksKnownSpecs({ links, document }: CheckContext): Iterable<Finding> {
  for (const node of links.unreadable) {
    yield {
      code: 'HUB011',
      message: 'a `@link` cannot be read',
      node,
      note: 'it needs a `url` that ends in a version, as `/v1.0`, and imports that are names or `{ name:, as: }`',
    };
  }
  const seen = new Set<string>();
  for (const { identity, url, version, node = document } of links.links) {
    if (!KNOWN_SPECS.includes(identity)) {
      const help = 'remove the link, and the directives that it brings';
      yield { code: 'HUB011', message: `the specification ${quote(url)} is not known here`, node, help };
    } else if (OWN_SPECS.includes(identity) && version.major !== 1) {
      const help = 'link version 1.0';
      yield { code: 'HUB011', message: `the version of ${quote(url)} is not known here`, node, help };
    } else if (seen.has(identity)) {
      yield { code: 'HUB011', message: `${quote(url)} is linked a second time`, node };
    }
    seen.add(identity);
  }
}
