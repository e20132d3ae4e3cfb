/** `hub subgraph audit`, as typed. */
import { type Command, Option } from 'commander';
import type { OpenControl } from '../control/controlClient.ts';
import type { ExitCode, Terminal } from '../hub/terminal.ts';

/** Adds the command below the noun `subgraph`, which is made where nobody has. */
export function addAuditCommands(
  program: Command,
  terminal: Terminal,
  end: (code: ExitCode) => void,
  openControl?: OpenControl,
): void {
  const subgraph =
    program.commands.find((command) => command.name() === 'subgraph') ??
    program
      .command('subgraph')
      .description('check and publish the subgraph of an operator')
      .helpCommand(false);
  subgraph
    .command('audit')
    .description('find out whether a running subgraph does what the hub relies on')
    .requiredOption('--url <url>', 'where it runs, as `http://127.0.0.1:4101/graphql`')
    .requiredOption(
      '--waybill <waybill...>',
      'waybills of legs that it has, one with a recipient and events first',
    )
    .option('--operator <code>', "the operator's code, as `my-courier`")
    .addOption(new Option('--role <role>', 'its role (what its SDL says)').choices(['courier', 'locker']))
    .option(
      '--jwks-port <port>',
      'port on this machine for the keys of this audit, for HUB_JWKS_URL of the subgraph (4199)',
    )
    .option('--patience <ms>', 'how long to wait for each answer (3000, as the hub does)')
    .option('--through-hub', 'have the hub of a profile sign, for a subgraph that trusts that hub')
    .option('--profile <name>', 'whose profile, with --through-hub')
    .addOption(
      new Option('--format <format>', 'how the result is printed').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'before',
      'example:\n  LOG_LEVEL=warn HUB_JWKS_URL=http://127.0.0.1:4199/jwks.json npm start &\n  hub subgraph audit --url http://127.0.0.1:4101/graphql --operator my-courier --waybill WB0001\n',
    )
    .action(async (options) => {
      const { auditSubgraph } = await import('./auditSubgraph.ts');
      end(await auditSubgraph(terminal, options, openControl));
    });
}
