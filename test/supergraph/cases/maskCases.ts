/** Refusals that have to do with masking at the source, each beside its nearest acceptance. */
import type { CheckCase } from './checkCase.ts';

const FEDERATION = '@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';
const LINK = '@link(url: "https://specs.tracking-hub.example/mask/v1.0", import: ["@mask", "Mask"])';
const DEFINITION = 'directive @mask(as: Mask!) on FIELD';
const ENUM = 'enum Mask { CN_NAME SCRUB }';
const LABEL = 'directive @operational on FIELD_DEFINITION\n';

/** The courier's SDL from the link to Federation to the first definition, with masks between. */
function withMasks(definitions: string, link = LINK): { readonly line: string; readonly text: string } {
  return { line: FEDERATION, text: `${FEDERATION}\n  ${link}\n${definitions}\nextend schema` };
}

const accepted = withMasks(`${DEFINITION}\n${ENUM}`).text;

function row(definitions: string, finds: string, link = LINK): CheckCase {
  const { line, text } = withMasks(definitions, link);
  return { line, refused: text, finds: [finds], accepted };
}

export const maskCases: readonly CheckCase[] = [
  row('', 'HUB027 3:3 `@mask` is linked but not defined'),
  row(
    `directive @conceal(as: Mask!) on FIELD\n${ENUM}`,
    'HUB027 3:3 `@mask` is linked under another name',
    LINK.replace('"@mask"', '{ name: "@mask", as: "@conceal" }'),
  ),
  row(
    `${DEFINITION}\n${ENUM}`,
    'HUB027 3:3 `@mask` is linked under another name',
    LINK.replace('import:', 'as: "veil", import:').replace('"@mask", ', ''),
  ),
  row(
    `directive @mask(as: Mask!) on FIELD | FIELD_DEFINITION\n${ENUM}`,
    'HUB027 4:1 `@mask` has another definition than its specification gives it',
  ),
  row(
    `directive @mask(as: Mask!) on FIELD_DEFINITION\n${ENUM}`,
    'HUB027 4:1 `@mask` has another definition than its specification gives it',
  ),
  row(
    `directive @mask(as: Mask!) repeatable on FIELD\n${ENUM}`,
    'HUB027 4:1 `@mask` has another definition than its specification gives it',
  ),
  row(
    `directive @mask(as: Mask) on FIELD\n${ENUM}`,
    'HUB027 4:1 `@mask` has another definition than its specification gives it',
  ),
  row(
    `directive @mask(as: Mask! = CN_NAME) on FIELD\n${ENUM}`,
    'HUB027 4:1 `@mask` has another definition than its specification gives it',
  ),
  row(
    `directive @mask(as: [Mask!]!) on FIELD\n${ENUM}`,
    'HUB027 4:1 `@mask` has another definition than its specification gives it',
  ),
  row(
    `directive @mask(with: Mask!) on FIELD\n${ENUM}`,
    'HUB027 4:1 `@mask` has another definition than its specification gives it',
  ),
  row(
    `directive @mask(as: Mask!, keep: Int) on FIELD\n${ENUM}`,
    'HUB027 4:1 `@mask` has another definition than its specification gives it',
  ),
  row(
    `directive @mask(as: String!) on FIELD\n${ENUM}`,
    'HUB027 4:1 `String` is not the enum `Mask` of the linked specification',
  ),
  row(
    `directive @mask(as: DataSubject!) on FIELD\n${ENUM}`,
    'HUB027 4:1 `DataSubject` is not the enum `Mask` of the linked specification',
  ),
  row(`${DEFINITION}\nscalar Mask`, 'HUB027 4:1 `Mask` is not the enum `Mask` of the linked specification'),
  row(
    `${DEFINITION}\n${ENUM}`,
    'HUB011 3:3 the version of `https://specs.tracking-hub.example/mask/v2.0` is not known here',
    LINK.replace('v1.0', 'v2.0'),
  ),
  row(
    `${DEFINITION}\n${ENUM}`,
    'HUB011 4:3 `https://specs.tracking-hub.example/mask/v1.0` is linked a second time',
    `${LINK}\n  ${LINK}`,
  ),
  {
    line: LABEL,
    refused: `${LABEL}enum Mask { CN_NAME }\n`,
    finds: ['HUB018 6:6 the type `Mask` is not in the contract'],
    // Not linked: a directive of the operator's own, which says nothing to the hub.
    accepted: `${LABEL}directive @mask(as: String!) on FIELD\n`,
  },
];
