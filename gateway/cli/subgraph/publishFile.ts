/** `hub subgraph publish`: checks and publishes at once; what fails the check changes nothing. */
import { quote } from '../../base/quote.ts';
import type { OpenControl } from '../control/controlClient.ts';
import { EXIT, type ExitCode, type Format, type Terminal, writeResult } from '../hub/terminal.ts';
import { CHECK_FIELDS, toAccept, writeCheck } from './checkFile.ts';
import type { ToldCheck } from './printSections.ts';
import { type InputOptions, readInput } from './readInput.ts';

export interface PublishFileOptions extends InputOptions {
  readonly profile?: string;
  readonly accept?: readonly string[];
  readonly operator?: string;
  readonly format: Format;
}

interface ToldPublication {
  readonly result: 'PUBLISHED' | 'UNCHANGED' | 'REFUSED';
  readonly version: number | null;
  readonly check: ToldCheck | null;
}

const PUBLISH = `mutation ($operator: String!, $input: SubgraphInput!, $accept: [AcceptableChange!]) {
  publishSubgraph(operator: $operator, input: $input, accept: $accept) { result version check { ${CHECK_FIELDS} } }
}`;

/** Publishes one file; 1 when it was refused. */
export async function publishFile(
  terminal: Terminal,
  file: string,
  options: PublishFileOptions,
  openControl: OpenControl,
): Promise<ExitCode> {
  const input = readInput(terminal, file, options);
  const client = await openControl(terminal, options);
  const operator = options.operator ?? client.participant;
  const variables = { operator, input, accept: toAccept(options.accept) };
  const { publishSubgraph } = await client.ask<{ readonly publishSubgraph: ToldPublication }>(
    PUBLISH,
    variables,
  );
  const sentence = sayResult(operator, publishSubgraph);
  const { check } = publishSubgraph;
  if (check === null) writeResult(terminal, options.format, publishSubgraph, sentence);
  else writeCheck(terminal, options.format, check, sentence, publishSubgraph);
  return publishSubgraph.result === 'REFUSED' ? EXIT.problems : EXIT.fine;
}

function sayResult(operator: string, { result, version, check }: ToldPublication): string {
  const show = `see it with: hub subgraph show ${operator}`;
  switch (result) {
    case 'PUBLISHED': {
      const accepted = check?.accepted.map((name) => name.toLowerCase()).join(' and ') ?? '';
      const meant = accepted === '' ? '' : `, ${accepted} changes accepted`;
      return `published ${quote(operator)} version ${version}${meant}; every hub answers by it. ${show}`;
    }
    case 'UNCHANGED':
      return `${quote(operator)} version ${version} is published with the same SDL, address and patterns: unchanged. ${show}`;
    case 'REFUSED': {
      const kept = version === null ? 'nothing is published' : `version ${version} stays`;
      return `not published: the check failed, and ${kept}. Mend what failed and publish again; \`hub explain CODE\` explains a code`;
    }
  }
}
