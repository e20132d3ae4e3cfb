/** `hub legs`: what operators tell the directory. */
import { type Command, Option } from 'commander';
import type { OpenControl } from '../control/controlClient.ts';
import type { ExitCode, Terminal } from '../hub/terminal.ts';
import { announceFile } from './announceFile.ts';

/** Adds the commands to the program; `end` hears how a command ended. */
export function addLegsCommands(
  program: Command,
  terminal: Terminal,
  end: (code: ExitCode) => void,
  openControl: OpenControl,
): void {
  program
    .command('legs')
    .description('the legs of parcels, as operators announce them')
    .helpCommand(false)
    .command('announce')
    .description("bring an operator's legs into the directory, or their newest state")
    .argument('<file>', 'one leg as JSON on each line, as `legs.ndjson`')
    .option('--profile <name>', 'as which participant (HUB_PROFILE, or the default)')
    .addOption(
      new Option('--format <format>', 'how the result is printed').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'before',
      `example:
  hub legs announce legs.ndjson --profile sf-express

a line:
  { "waybill": "SF1234567890123", "parcel": "order-1", "platform": "cainiao", "status": "IN_TRANSIT", "updatedAt": "2017-06-01T12:00:00+08:00" }
`,
    )
    .action(async (file, options) => end(await announceFile(terminal, file, options, openControl)));
}
