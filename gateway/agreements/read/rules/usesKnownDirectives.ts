/**
 * HUB051: every directive is one of the language, where it belongs. Invariant: a directive that is not understood refuses
 * the document; a clause that nobody reads must not look like one that holds.
 */
import { type ASTNode, type ConstDirectiveNode, Kind, visit } from 'graphql';
import { didYouMean } from '../../../base/didYouMean.ts';
import { quote } from '../../../base/quote.ts';
import { LINK_SPEC } from '../../../base/readLinks.ts';
import { AGREEMENT_SPEC, type AgreementCheck, type Finding } from '../agreementCheck.ts';

interface Place {
  readonly kinds: readonly Kind[];
  readonly where: string;
}

const ON_SCHEMA: Place = { kinds: [Kind.SCHEMA_EXTENSION, Kind.SCHEMA_DEFINITION], where: 'on the schema' };

/** Where each directive may stand, by specification and name. */
const PLACES: ReadonlyMap<string, Place> = new Map([
  [`${LINK_SPEC} @link`, ON_SCHEMA],
  [`${AGREEMENT_SPEC} @agreement`, ON_SCHEMA],
  [`${AGREEMENT_SPEC} @share`, { kinds: [Kind.FIELD_DEFINITION], where: 'on fields of object types' }],
]);
const OWN_NAMES = ['agreement', 'share'];
const OWN = OWN_NAMES.map((name) => `@${name}`);

export function* usesKnownDirectives(agreement: AgreementCheck): Iterable<Finding> {
  const found: Finding[] = [];
  const unimported = new Set<string>();
  visit(agreement.document, {
    enter(node) {
      for (const directive of directivesOf(node)) {
        const finding = checkDirective(directive, node.kind, agreement);
        const name = `@${directive.name.value}`;
        // One import mends them all.
        if (finding === undefined || unimported.has(name)) continue;
        if (OWN.includes(name) && agreement.links.resolve(name) === undefined) unimported.add(name);
        found.push(finding);
      }
    },
  });
  yield* found;
}

function directivesOf(node: ASTNode): readonly ConstDirectiveNode[] {
  return 'directives' in node ? ((node.directives ?? []) as readonly ConstDirectiveNode[]) : [];
}

function checkDirective(
  node: ConstDirectiveNode,
  kind: Kind,
  { links, isLinked }: AgreementCheck,
): Finding | undefined {
  const name = `@${node.name.value}`;
  const linked = links.resolve(name);
  const place = PLACES.get(`${linked?.link.identity} ${linked?.element}`);
  if (place?.kinds.includes(kind)) return undefined;
  if (place !== undefined) {
    const message = `${quote(name)} does not belong here`;
    return { code: 'HUB051', message, node, note: `it stands ${place.where}`, help: 'move or remove it' };
  }
  const isOwn = OWN.includes(name);
  // Another rule says that the language is not linked, once.
  if (isOwn && !isLinked) return undefined;
  if (isOwn) {
    const message = `${quote(name)} is not imported`;
    const note = 'a directive is known by the `@link` that imports it, not by its name';
    return {
      code: 'HUB051',
      message,
      node,
      note,
      help: `add ${quote(`"${name}"`)} to \`import:\` of the \`@link\``,
    };
  }
  const message = `the directive ${quote(name)} is not one of the language of agreements`;
  // Compared without the sign, which would make short names look alike: nobody who wrote `@hide` meant `@share`.
  const meant = OWN_NAMES.find((own) => didYouMean(node.name.value, [own]) !== undefined);
  const help = meant === undefined ? 'remove it' : `did you mean ${quote(`@${meant}`)}?`;
  return { code: 'HUB051', message, node, help };
}
