/** `hub operator new`, as typed. */
import { type Command, Option } from 'commander';
import type { Terminal } from '../hub/terminal.ts';

/** Adds the command below the noun `operator`, which is made where nobody has. */
export function addOperatorCommands(program: Command, terminal: Terminal): void {
  const operator =
    program.commands.find((command) => command.name() === 'operator') ??
    program.command('operator').description('begin an operator of your own').helpCommand(false);
  operator
    .command('new')
    .description(
      'write a small operator as a project of its own: it runs, passes the audit, and waits for your data',
    )
    .argument('<folder>', 'where to; new, or empty')
    .requiredOption('--code <code>', "the operator's code on the network, as `my-courier`")
    .addOption(
      new Option('--role <role>', 'what it does').choices(['courier', 'locker']).makeOptionMandatory(),
    )
    .option('--name <name>', 'its name for people (made from the code)')
    .addOption(
      new Option('--format <format>', 'how the result is printed').choices(['text', 'json']).default('text'),
    )
    .addHelpText('before', 'example:\n  hub operator new my-courier --code my-courier --role courier\n')
    .action(async (folder, options) => {
      const { createOperator } = await import('./createOperator.ts');
      await createOperator(terminal, folder, options);
    });
}
