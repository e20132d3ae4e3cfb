/** The commands of whoever runs a hub: `hub serve` and `hub secrets`. */
import { type Command, Option } from 'commander';
import type { ExitCode, Terminal } from '../hub/terminal.ts';
import { makeSecrets } from './makeSecrets.ts';
import { serve } from './serve.ts';
import { HUB_SETTINGS } from './settings.ts';

const example = (line: string) => `example:\n  ${line}\n`;

/** Each setting by its name in the environment and in a file. */
function listSettings(): string {
  const lines = HUB_SETTINGS.map(({ variable, key, is, otherwise }) =>
    `  ${variable.padEnd(22)} ${key.padEnd(17)} ${is} (${otherwise})`.replaceAll('`', ''),
  );
  return `\nsettings, as variables and in a file:\n${lines.join('\n')}\n`;
}

/** Adds them to the program; `end` hears how a hub ended. */
export function addServeCommands(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  program
    .command('serve')
    .description('run a hub, for real use; settings come from the environment, or from a file')
    .option(
      '--config <file>',
      'a JSON file of settings, as `{ "port": 4000 }`; the environment comes before it',
    )
    .option(
      '--replace-key <names...>',
      'keys that are other ones from now on, as `tokens.key`; with every other hub stopped',
    )
    .addHelpText('before', example('hub serve --config hub.json'))
    .addHelpText('after', listSettings)
    .action(async (options) => {
      end(await serve(terminal, options));
    });
  program
    .command('secrets')
    .description("a hub's own secret keys")
    .helpCommand(false)
    .command('new')
    .description('make the keys that a folder lacks, for all hubs that share a database')
    .argument('<folder>', 'where they go')
    .addOption(
      new Option('--format <format>', 'how the result is printed').choices(['text', 'json']).default('text'),
    )
    .addHelpText('before', example('hub secrets new keys'))
    .action(async (folder, options) => {
      await makeSecrets(terminal, folder, options);
    });
}
