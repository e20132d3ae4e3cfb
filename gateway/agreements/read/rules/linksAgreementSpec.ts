/** HUB050: the document links the language of agreements, once, in a version that is known here, and nothing else. */
import { type ConstDirectiveNode, Kind } from 'graphql';
import { AGREEMENT_DIRECTIVES, AGREEMENT_ENUMS, AGREEMENT_SPEC_URL } from '../../../../schema/privacy.ts';
import { didYouMean } from '../../../base/didYouMean.ts';
import { quote } from '../../../base/quote.ts';
import { LINK_SPEC, type SchemaLink } from '../../../base/readLinks.ts';
import { argumentOf } from '../agreementArguments.ts';
import { AGREEMENT_SPEC, type AgreementCheck, type Finding } from '../agreementCheck.ts';

const HELP = `write \`extend schema @link(url: "${AGREEMENT_SPEC_URL}", import: ["@agreement", "@share"])\``;
const ELEMENTS = [...[...AGREEMENT_DIRECTIVES.keys()].map((name) => `@${name}`), ...AGREEMENT_ENUMS.keys()];

export function* linksAgreementSpec({ links, document, isLinked }: AgreementCheck): Iterable<Finding> {
  for (const node of links.unreadable) {
    const note =
      'it needs a `url` that ends in a version, as `/v1.0`, and imports that are names or `{ name:, as: }`';
    yield { code: 'HUB050', message: 'a `@link` cannot be read', node, note };
  }
  if (!isLinked) {
    yield { code: 'HUB050', message: 'the language of agreements is not linked', node: document, help: HELP };
  }
  let isSecond = false;
  for (const link of links.links) {
    const { identity, url, node = document } = link;
    if (identity === AGREEMENT_SPEC) {
      if (isSecond) {
        const message = `${quote(url)} is linked a second time`;
        yield { code: 'HUB050', message, node, help: 'remove one of the links' };
      }
      isSecond = true;
      yield* checkOwn(link);
    } else if (identity !== LINK_SPEC) {
      const message = `the specification ${quote(url)} is not known here`;
      const note = 'an agreement speaks no other language: nobody would obey its rules';
      yield { code: 'HUB050', message, node, note, help: 'remove the link' };
    }
  }
}

function* checkOwn({ url, version, imports, node }: SchemaLink): Iterable<Finding> {
  if (node === undefined) return;
  if (version.major !== 1 || version.minor !== 0) {
    const message = `the version of ${quote(url)} is not known here`;
    yield { code: 'HUB050', message, node, help: 'link version 1.0' };
    return;
  }
  for (const element of new Set(imports.values())) {
    if (ELEMENTS.includes(element)) continue;
    const help = didYouMean(element, ELEMENTS) ?? 'remove the import';
    yield { code: 'HUB050', message: `the language has no ${quote(element)}`, node, help };
  }
  if (countImports(node) > imports.size) {
    const help = 'import each under a name of its own';
    yield { code: 'HUB050', message: 'two imports have one name', node, help };
  }
}

function countImports(node: ConstDirectiveNode): number {
  const value = argumentOf(node, 'import');
  return value?.kind === Kind.LIST ? value.values.length : 0;
}
