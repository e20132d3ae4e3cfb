/** Names are known by the specification that they are linked from, whatever they are called here. */
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { readLinks } from '../../gateway/base/readLinks.ts';

const FED = 'https://specs.apollo.dev/federation/v2.9';
const LINK = 'https://specs.apollo.dev/link/v1.0';

test.each([
  [`@link(url: "${FED}", import: ["@key"])`, '@key', 'federation @key'],
  [`@link(url: "${FED}/", import: ["@key"])`, '@key', 'federation @key'],
  [`@link(url: "${FED}")`, '@key', undefined],
  [`@link(url: "${FED}")`, '@federation__key', 'federation @key'],
  [`@link(url: "${FED}", as: "fed")`, '@fed__key', 'federation @key'],
  [`@link(url: "${FED}", as: "fed")`, '@federation__key', undefined],
  [`@link(url: "${FED}", import: [{ name: "@key", as: "@id" }])`, '@id', 'federation @key'],
  [`@link(url: "${FED}", import: [{ name: "@key", as: "@id" }])`, '@key', undefined],
  [`@link(url: "${FED}", import: ["FieldSet"])`, 'FieldSet', 'federation FieldSet'],
  [`@link(url: "${FED}", import: ["FieldSet"])`, '@FieldSet', undefined],
  [`@link(url: "${FED}")`, '@link', 'link @link'],
  [`@link(url: "${FED}")`, 'link__Import', 'link Import'],
  [`@lnk(url: "${LINK}", as: "lnk") @lnk(url: "${FED}", import: ["@key"])`, '@key', 'federation @key'],
  [
    `@l(url: "${LINK}", import: [{ name: "@link", as: "@l" }]) @l(url: "${FED}", import: ["@key"])`,
    '@key',
    'federation @key',
  ],
  [`@lnk(url: "${FED}", import: ["@key"])`, '@key', undefined],
  [
    `@link(url: "https://specs.apollo.dev.example/federation/v2.9", import: ["@key"])`,
    '@key',
    'specs.apollo.dev.example @key',
  ],
  [`@link(url: "${FED}")`, '@__proto__', undefined],
])('%s: %s', (links, name, expected) => {
  const { resolve } = readLinks(parse(`extend schema ${links}`));
  const found = resolve(name);
  const spec = found?.link.identity
    .replace('https://specs.apollo.dev/', '')
    .replace(/^https:\/\/|\/federation$/g, '');
  expect(found && `${spec} ${found.element}`).toBe(expected);
});

test.each([
  '@link',
  '@link(url: "federation")',
  '@link(url: "https://specs.apollo.dev/federation")',
  '@link(url: "https://specs.apollo.dev/federation/v2")',
  `@link(url: "${FED}", as: 1)`,
  `@link(url: "${FED}", import: "@key")`,
  `@link(url: "${FED}", import: [1])`,
  `@link(url: "${FED}", import: [{ name: "@key", as: "id" }])`,
])('%s cannot be read', (link) => {
  expect(readLinks(parse(`schema ${link} { query: Q }`)).unreadable).toHaveLength(1);
});

test('a document without links has none', () => {
  const links = readLinks(parse('type T { a: Int }'));
  expect(links.links).toEqual([]);
  expect(links.resolve('@link')).toBeUndefined();
});
