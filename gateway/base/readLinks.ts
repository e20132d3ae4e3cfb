/**
 * Reads the `@link`s of a schema and tells which specification a name belongs to. Invariant: a directive is known by
 * the identity of its specification, so renaming an import (`as:`) or using the namespaced form changes nothing.
 */
import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from 'graphql';

/** The identity of the specification that defines `@link` itself. */
export const LINK_SPEC = 'https://specs.apollo.dev/link';

/** One specification that a schema links. */
export interface SchemaLink {
  readonly url: string;
  /** The URL without its version, as `https://specs.apollo.dev/federation`. */
  readonly identity: string;
  /** The last part of the identity, as `federation`. */
  readonly name: string;
  readonly version: { readonly major: number; readonly minor: number };
  /** What namespaced names begin with, as `federation` in `@federation__key`. */
  readonly namespace: string;
  /** Local names (`@key`, `FieldSet`) with the names that the specification gives them. */
  readonly imports: ReadonlyMap<string, string>;
  /** Undefined for the link to the `@link` specification that every schema with links implies. */
  readonly node?: ConstDirectiveNode;
}

/** What a name in the schema stands for. */
export interface LinkedElement {
  readonly link: SchemaLink;
  /** The name in its specification: `@key` for a directive, `FieldSet` for a type. */
  readonly element: string;
}

/** The links of a schema. */
export interface SchemaLinks {
  readonly links: readonly SchemaLink[];
  /** Applications of `@link` that cannot be read: no URL with a version, or imports of another shape. */
  readonly unreadable: readonly ConstDirectiveNode[];
  /** What a local name (`@key`, `@federation__key`, `FieldSet`) stands for; undefined when no link owns it. */
  resolve(name: string): LinkedElement | undefined;
}

/** The links of a document's `schema` definition and extensions. */
export function readLinks(document: DocumentNode): SchemaLinks {
  const applications = document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? [])
      : [],
  );
  const linkName = findLinkName(applications);
  const links: SchemaLink[] = [];
  const unreadable: ConstDirectiveNode[] = [];
  for (const node of applications.filter((application) => application.name.value === linkName)) {
    const link = readLink(node);
    if (link === undefined) unreadable.push(node);
    else links.push(link);
  }
  if (links.length > 0 && !links.some((link) => link.identity === LINK_SPEC)) links.push(IMPLIED_LINK);
  const resolved = new Map<string, LinkedElement | undefined>();
  const resolve = (name: string): LinkedElement | undefined => {
    // Of thousands of links and directives in a hostile document most have the same few names.
    if (!resolved.has(name)) resolved.set(name, resolveName(links, name));
    return resolved.get(name);
  };
  return { links, unreadable, resolve };
}

const IMPLIED_LINK: SchemaLink = {
  url: `${LINK_SPEC}/v1.0`,
  identity: LINK_SPEC,
  name: 'link',
  version: { major: 1, minor: 0 },
  namespace: 'link',
  imports: new Map(),
};

/** `@link` may be renamed too: by the one application that links the specification of `@link` under its own name. */
function findLinkName(applications: readonly ConstDirectiveNode[]): string {
  for (const application of applications) {
    const link = readLink(application);
    if (link?.identity !== LINK_SPEC) continue;
    const imported = [...link.imports].find(([, element]) => element === '@link')?.[0].slice(1);
    if (application.name.value === (imported ?? link.namespace)) return application.name.value;
  }
  return 'link';
}

function readLink(node: ConstDirectiveNode): SchemaLink | undefined {
  const url = readString(findArgument(node, 'url'));
  const feature = url === undefined ? undefined : readFeatureUrl(url);
  const imports = readImports(findArgument(node, 'import'));
  const as = findArgument(node, 'as');
  const namespace = as === undefined ? feature?.name : readString(as);
  if (url === undefined || feature === undefined || imports === undefined || !namespace) return undefined;
  return { url, ...feature, namespace, imports, node };
}

function readFeatureUrl(text: string) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const match = url?.pathname.match(/^(.*\/([^/]+))\/v(\d{1,6})\.(\d{1,6})\/?$/);
  const [, path, name, major, minor] = match ?? [];
  if (url === undefined || path === undefined || name === undefined) return undefined;
  const authority = `${url.protocol}//${url.username === '' ? '' : `${url.username}@`}${url.host}`;
  return { identity: `${authority}${path}`, name, version: { major: Number(major), minor: Number(minor) } };
}

function readImports(value: ConstValueNode | undefined): ReadonlyMap<string, string> | undefined {
  const imports = new Map<string, string>();
  if (value === undefined) return imports;
  if (value.kind !== Kind.LIST) return undefined;
  for (const item of value.values) {
    const element = readString(item.kind === Kind.OBJECT ? findField(item, 'name') : item);
    const renamed = item.kind === Kind.OBJECT ? findField(item, 'as') : undefined;
    const local = renamed === undefined ? element : readString(renamed);
    if (!element || !local || element.startsWith('@') !== local.startsWith('@')) return undefined;
    imports.set(local, element);
  }
  return imports;
}

function resolveName(links: readonly SchemaLink[], name: string): LinkedElement | undefined {
  for (const link of links) {
    const element = link.imports.get(name);
    if (element !== undefined) return { link, element };
  }
  const sign = name.startsWith('@') ? '@' : '';
  const bare = name.slice(sign.length);
  for (const link of links) {
    if (bare.startsWith(`${link.namespace}__`)) {
      return { link, element: `${sign}${bare.slice(link.namespace.length + 2)}` };
    }
    // A directive named as its specification needs neither import nor prefix: `@link` itself.
    if (sign === '@' && bare === link.namespace) return { link, element: `@${link.name}` };
  }
  return undefined;
}

function findArgument(node: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return node.arguments?.find((argument) => argument.name.value === name)?.value;
}

function findField(value: ConstValueNode & { kind: Kind.OBJECT }, name: string): ConstValueNode | undefined {
  return value.fields.find((field) => field.name.value === name)?.value;
}

function readString(value: ConstValueNode | undefined): string | undefined {
  return value?.kind === Kind.STRING ? value.value : undefined;
}
