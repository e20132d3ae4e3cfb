/** `hub subgraph list` and `hub subgraph show`: what is published, by whom, since when. */
import { countOf } from '../../base/countOf.ts';
import { printableText } from '../../base/printableText.ts';
import { quote } from '../../base/quote.ts';
import type { OpenControl } from '../control/controlClient.ts';
import { EXIT, type Format, Refusal, type Terminal, writeResult } from '../hub/terminal.ts';

export interface ListOptions {
  readonly profile?: string;
  readonly format: Format;
}

interface ListedSubgraph {
  readonly operator: string;
  readonly name: string;
  readonly role: string;
  readonly version: number;
  readonly url: string;
  readonly publishedAt: string;
}

const LIST = '{ subgraphs { operator name role version url publishedAt } }';

/** Lists what is published. */
export async function listSubgraphs(
  terminal: Terminal,
  options: ListOptions,
  openControl: OpenControl,
): Promise<void> {
  const client = await openControl(terminal, options);
  const { subgraphs } = await client.ask<{ readonly subgraphs: readonly ListedSubgraph[] }>(LIST);
  const width = (read: (each: ListedSubgraph) => string) =>
    Math.max(0, ...subgraphs.map((each) => read(each).length));
  const [codes, urls] = [width(({ operator }) => operator), width(({ url }) => url)];
  const lines = subgraphs.map(
    ({ operator, role, version, url, publishedAt }) =>
      `${operator.padEnd(codes)}  ${role.padEnd(7)}  version ${version}  ${url.padEnd(urls)}  ${publishedAt}`,
  );
  const count = `${countOf(subgraphs.length, 'subgraph')} published`;
  const next = subgraphs.length === 0 ? 'hub subgraph publish FILE --url URL' : 'hub subgraph show OPERATOR';
  writeResult(
    terminal,
    options.format,
    subgraphs,
    [...lines, `${count}; next: ${next}`].map(printableText).join('\n'),
  );
}

export interface ShowOptions extends ListOptions {
  readonly sdl?: boolean;
}

interface ShownSubgraph extends ListedSubgraph {
  readonly sdl: string;
  readonly numberPatterns: readonly { readonly format: string; readonly pattern: string }[];
  readonly versions: readonly {
    readonly version: number;
    readonly url: string;
    readonly publishedAt: string;
    readonly keyId: string;
    readonly accepted: readonly string[];
  }[];
}

const SHOW = `query ($operator: String!) {
  subgraph(operator: $operator) {
    operator name role version url publishedAt sdl
    numberPatterns { format pattern }
    versions { version url publishedAt keyId accepted }
  }
}`;

/** Shows what one operator has published; with `sdl` the SDL alone, so that it can go into a file. */
export async function showSubgraph(
  terminal: Terminal,
  operator: string,
  options: ShowOptions,
  openControl: OpenControl,
): Promise<void> {
  const client = await openControl(terminal, options);
  const { subgraph } = await client.ask<{ readonly subgraph: ShownSubgraph | null }>(SHOW, { operator });
  if (subgraph === null) {
    const sentence = `${quote(operator)} has published nothing here; \`hub subgraph list\` lists who has`;
    throw new Refusal(sentence, EXIT.problems);
  }
  if (options.sdl && options.format === 'text') {
    terminal.out.write(subgraph.sdl.endsWith('\n') ? subgraph.sdl : `${subgraph.sdl}\n`);
    return;
  }
  writeResult(terminal, options.format, subgraph, printSubgraph(subgraph));
}

function printSubgraph({
  operator,
  name,
  role,
  version,
  url,
  numberPatterns,
  versions,
}: ShownSubgraph): string {
  return [
    `${operator} (${name}), ${role}, version ${version}`,
    `  answers at ${url}`,
    ...numberPatterns.map(({ format, pattern }) => `  numbers: ${format} = ${pattern}`),
    'versions',
    ...versions.map(({ version: number, publishedAt, keyId, accepted }) => {
      const meant = accepted.length === 0 ? '' : `, accepted: ${accepted.join(', ').toLowerCase()}`;
      return `  ${number}  ${publishedAt}  signed with ${keyId}${meant}`;
    }),
    `the SDL: hub subgraph show ${operator} --sdl`,
  ]
    .map(printableText)
    .join('\n');
}
