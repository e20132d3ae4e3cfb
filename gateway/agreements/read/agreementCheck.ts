/**
 * What every rule for agreements looks at: the document, its directives by identity, and what can be read of them.
 * Invariant: a directive is known by the specification that it is linked from; whatever cannot be read is undefined or
 * left out here, and an error of a rule.
 */
import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';
import type { Role } from '../../../schema/network.ts';
import { AGREEMENT_SPEC_URL } from '../../../schema/privacy.ts';
import { indexTypes, type TypeEntry } from '../../base/indexTypes.ts';
import { namedType } from '../../base/namedType.ts';
import { type OperatorPrefix, operatorPrefix } from '../../base/operatorPrefix.ts';
import { readLinks, type SchemaLinks } from '../../base/readLinks.ts';
import type { Rule } from '../../base/runRules.ts';
import type { AgreementContract } from '../agreementContract.ts';
import { argumentOf, readNames, readText } from './agreementArguments.ts';
import { type ReadClause, readClause, type ShareNode } from './readClause.ts';

export type { Finding } from '../../base/runRules.ts';

/** The identity of the language, without its version. */
export const AGREEMENT_SPEC = AGREEMENT_SPEC_URL.replace(/\/v[^/]+$/, '');

/** A document, read for the rules. */
export interface AgreementCheck {
  readonly document: DocumentNode;
  readonly file: string;
  readonly links: SchemaLinks;
  /** False makes rules about the directives pointless: nothing says what they are. */
  readonly isLinked: boolean;
  readonly contract: AgreementContract;
  /** The operators of the network by code, where the checker knows them. */
  readonly operators: ReadonlyMap<string, Role> | undefined;
  readonly types: ReadonlyMap<string, TypeEntry>;
  /** Every `@agreement` on the schema; the first one counts. */
  readonly agreements: readonly ConstDirectiveNode[];
  readonly operator: string | undefined;
  readonly platform: string | undefined;
  /** How names of the operator's own begin. */
  readonly prefix: OperatorPrefix | undefined;
  /** The purposes of the agreement, each once. */
  readonly purposes: readonly string[];
  /** Every `@share` on a field of an object type, in the order of the document, as far as it can be read. */
  readonly clauses: readonly ReadClause[];
}

export type AgreementRule = Rule<AgreementCheck>;

/** What a document is checked against. */
export interface CheckedAgainst {
  readonly contract: AgreementContract;
  readonly operators?: ReadonlyMap<string, Role> | undefined;
}

/** Reads a document for the rules. */
export function createAgreementCheck(
  document: DocumentNode,
  file: string,
  { contract, operators }: CheckedAgainst,
): AgreementCheck {
  const links = readLinks(document);
  const types = indexTypes(document);
  const agreements = document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? []).filter((node) => isElement(node, '@agreement', links))
      : [],
  );
  const [node] = agreements;
  const operator = node && readText(argumentOf(node, 'operator'));
  const purposes = (node && readNames(argumentOf(node, 'purposes'))) ?? [];
  return {
    document,
    file,
    links,
    isLinked: links.links.some(({ identity }) => identity === AGREEMENT_SPEC),
    contract,
    operators,
    types,
    agreements,
    operator,
    platform: node && readText(argumentOf(node, 'platform')),
    prefix: operator === undefined ? undefined : operatorPrefix(operator),
    purposes,
    clauses: listShares(types, links, contract).map((share) => readClause(share, purposes, file)),
  };
}

/** Whether a directive is the named one of the language of agreements, under whatever name it was imported. */
function isElement(node: ConstDirectiveNode, element: string, links: SchemaLinks): boolean {
  const linked = links.resolve(`@${node.name.value}`);
  return linked?.link.identity === AGREEMENT_SPEC && linked.element === element;
}

function listShares(
  types: ReadonlyMap<string, TypeEntry>,
  links: SchemaLinks,
  contract: AgreementContract,
): readonly ShareNode[] {
  const shares: ShareNode[] = [];
  for (const type of types.values()) {
    if (type.kind !== 'object') continue;
    for (const field of type.fields.values()) {
      const name = field.name.value;
      const contractField = contract.types.get(type.name)?.get(name);
      const restated = namedType(field.type).name.value;
      const restatesObject = types.get(restated)?.kind === 'object';
      // Of a field that the contract does not know yet, the document itself says what it leads to.
      const below = (contractField ?? { isObject: restatesObject }).isObject
        ? (contractField?.typeName ?? restated)
        : undefined;
      for (const node of field.directives ?? []) {
        if (!isElement(node, '@share', links)) continue;
        shares.push({ coordinate: `${type.name}.${name}`, typeName: type.name, contractField, below, node });
      }
    }
  }
  return shares.sort((one, other) => (one.node.loc?.start ?? 0) - (other.node.loc?.start ?? 0));
}
