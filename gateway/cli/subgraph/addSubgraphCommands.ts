/** `hub subgraph check|publish|list|show`. */
import { type Command, Option } from 'commander';
import { ACCEPTABLE } from '../../registry/subgraphs/publishedSubgraph.ts';
import type { OpenControl } from '../control/controlClient.ts';
import type { ExitCode, Terminal } from '../hub/terminal.ts';
import { checkFile } from './checkFile.ts';
import { listSubgraphs, showSubgraph } from './listSubgraphs.ts';
import { publishFile } from './publishFile.ts';

/** Adds the commands to the program, or to its `subgraph` command where another file has made it. */
export function addSubgraphCommands(
  program: Command,
  terminal: Terminal,
  end: (code: ExitCode) => void,
  openControl: OpenControl,
): void {
  const subgraph =
    program.commands.find((command) => command.name() === 'subgraph') ??
    program.command('subgraph').description("check and publish operators' subgraphs").helpCommand(false);

  withInput(subgraph.command('check'))
    .description(
      'say what a publication would be and do: by itself, for the network, for platforms, for people',
    )
    .option('--offline', 'without a hub: only what the document tells by itself')
    .addOption(
      new Option('--role <role>', 'with `--offline`: of the operator').choices(['courier', 'locker']),
    )
    .addHelpText(
      'before',
      example('hub subgraph check hive-box.graphql --url https://hive-box.example/graphql'),
    )
    .action(async (file, options) => end(await checkFile(terminal, file, options, openControl)));

  withInput(subgraph.command('publish'), { isUrlRequired: true })
    .description('check a subgraph and publish it, at once; what fails the check changes nothing')
    .addHelpText(
      'before',
      example('hub subgraph publish hive-box.graphql --url https://hive-box.example/graphql'),
    )
    .action(async (file, options) => end(await publishFile(terminal, file, options, openControl)));

  withCommon(subgraph.command('list'))
    .description('list what is published')
    .addHelpText('before', example('hub subgraph list'))
    .action((options) => listSubgraphs(terminal, options, openControl));

  withCommon(subgraph.command('show'))
    .description('show what an operator has published, and when')
    .argument('<operator>', 'its code, as `hive-box`')
    .option('--sdl', 'print the SDL alone')
    .addHelpText('before', example('hub subgraph show hive-box --sdl'))
    .action((operator, options) => showSubgraph(terminal, operator, options, openControl));
}

const example = (line: string) => `example:\n  ${line}\n`;

function withInput(command: Command, { isUrlRequired = false } = {}): Command {
  const url = new Option('--url <url>', 'where the subgraph answers').makeOptionMandatory(isUrlRequired);
  return withCommon(command)
    .argument('<file>', 'the SDL')
    .addOption(url)
    .option('--patterns <file>', 'how the numbers look: a JSON file, `[{ "format": ..., "pattern": ... }]`')
    .option('--pattern <format=regex...>', 'the same on the command line, as `"SF waybill=SF\\d{13}"`')
    .option('--operator <code>', 'whose subgraph it is (the one of the profile)')
    .addOption(
      new Option('--accept <change...>', 'what is meant, and no reason to refuse').choices(ACCEPTABLE),
    );
}

function withCommon(command: Command): Command {
  return command
    .option('--profile <name>', 'as whom to ask (HUB_PROFILE)')
    .addOption(
      new Option('--format <format>', 'how the result is printed').choices(['text', 'json']).default('text'),
    );
}
