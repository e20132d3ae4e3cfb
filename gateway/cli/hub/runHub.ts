/** The `hub` command: noun, then verb. Invariant: whatever is typed, the answer is words and an exit code, no stack trace. */
import '../../base/runtimeSettings.ts';
import { Command, CommanderError, Option } from 'commander';
import { RELATIONS } from '../../../schema/privacy.ts';
import { addAgreementCommands } from '../agreement/addAgreementCommands.ts';
import { addAuditCommands } from '../audit/addAuditCommands.ts';
import { openControl } from '../control/openControl.ts';
import { addLegsCommands } from '../legs/addLegsCommands.ts';
import { addOperatorCommands } from '../operator/addOperatorCommands.ts';
import { addProfileCommands } from '../profile/addProfileCommands.ts';
import { addServeCommands } from '../serve/addServeCommands.ts';
import { addSubgraphCommands } from '../subgraph/addSubgraphCommands.ts';
import { checkFiles } from './checkFiles.ts';
import { diffFiles } from './diffFiles.ts';
import { explainCode } from './explainCode.ts';
import { explainFiles } from './explainFiles.ts';
import { printToken } from './printToken.ts';
import { EXIT, type ExitCode, Refusal, type Terminal } from './terminal.ts';

/** Runs one command line and says how it ended. */
export async function runHub(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
    if (!(error instanceof Refusal)) throw error;
    terminal.err.write(`hub: ${error.message}\n`);
    return error.exitCode;
  }
}

const EXAMPLES = `examples:
  hub agreement check schema/agreements
  hub token --platform cainiao --purpose ORDER_STATUS
  hub explain HUB065
`;

const example = (line: string) => `example:\n  ${line}\n`;

function createProgram(terminal: Terminal, end: (code: ExitCode) => void): Command {
  const program = new Command('hub')
    .description('the tracking hub, for platforms, operators and mediators')
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText('before', EXAMPLES)
    .configureOutput({
      writeOut: (text) => void terminal.out.write(text),
      writeErr: (text) => void terminal.err.write(text.replace(/^error: /, 'hub: ')),
    });
  const format = () =>
    new Option('--format <format>', 'how the result is printed').choices(['text', 'json']).default('text');
  const subgraph = () =>
    new Option('--subgraph <files...>', 'SDL of operators, so that their own fields are known');

  program
    .command('token')
    .description('print a token, for asking as a platform')
    .requiredOption('--platform <code>', 'who asks, as `cainiao`')
    .option(
      '--purpose <purpose...>',
      'why; the first is the default of the token (all that the platform has)',
    )
    .addOption(new Option('--profile <name>', "whose key signs (the platform's own)"))
    .addOption(format())
    .addHelpText(
      'before',
      example('curl ... -H "authorization: Bearer $(hub token --platform cainiao --purpose ORDER_STATUS)"'),
    )
    .action((options) => printToken(terminal, options));

  addProfileCommands(program, terminal);

  addServeCommands(program, terminal, end);

  const agreement = program
    .command('agreement')
    .description('check and read agreements in files, and live with them on a hub')
    .helpCommand(false);
  agreement
    .command('check')
    .description('find every problem of agreements')
    .argument('<files...>', 'agreements, or folders of them')
    .addOption(subgraph())
    .addOption(format())
    .addHelpText('before', example('hub agreement check schema/agreements'))
    .action(async (files, options) => end(await checkFiles(terminal, files, options)));
  agreement
    .command('explain')
    .description('say which clause decides a field, in which file and line, and what would change it')
    .argument('<files...>', 'agreements, or folders of them')
    .requiredOption('--operator <code>', 'whose field it is')
    .requiredOption('--platform <code>', 'who asks')
    .requiredOption('--purpose <purpose>', 'why')
    .requiredOption('--field <Type.field>', 'the field, as `LockerLeg.pickupCode`')
    .addOption(
      new Option('--relation <relation>', 'of the platform to the parcel').choices(RELATIONS).default('OWN'),
    )
    .option('--status <status...>', 'every status that the leg reached (ACCEPTED)')
    .option('--final-at <time>', 'when the leg became final, ISO 8601 with an offset')
    .option('--at <time>', 'when the platform asks (now)')
    .addOption(subgraph())
    .addOption(format())
    .addHelpText(
      'before',
      example(
        'hub agreement explain schema/agreements --operator hive-box --platform jd --purpose RECIPIENT_NOTICE --field LockerLeg.pickupCode --status ACCEPTED DELIVERED',
      ),
    )
    .action((files, options) => explainFiles(terminal, files, options));
  agreement
    .command('diff')
    .description('list what a new version adds, masks or removes, for each field and purpose')
    .argument('<old>', 'the version in force')
    .argument('<new>', 'the version that is proposed')
    .addOption(subgraph())
    .addOption(format())
    .addHelpText(
      'before',
      example('hub agreement diff hive-box--cainiao.graphql proposed/hive-box--cainiao.graphql'),
    )
    .action(async (before, after, options) => end(await diffFiles(terminal, before, after, options)));
  addAgreementCommands(agreement, { terminal, end, open: openControl });

  addSubgraphCommands(program, terminal, end, openControl);

  addAuditCommands(program, terminal, end, openControl);
  addOperatorCommands(program, terminal);

  program
    .command('explain')
    .description('say what a code means: of a problem, of a disclosure, or of an audit')
    .argument('<code>', 'as `HUB065`, `NOT_SHARED` or `A-BATCH-01`')
    .addOption(format())
    .action((code, options) => explainCode(terminal, code, options));
  addLegsCommands(program, terminal, end, openControl);
  pointToHelp(program, 'hub');
  return program;
}

/** Ends an error of usage with the help of the very command that was typed. */
function pointToHelp(command: Command, name: string): void {
  command.showHelpAfterError(`(see \`${name} --help\`)`);
  for (const each of command.commands) pointToHelp(each, `${name} ${each.name()}`);
}
