/** The commands about who one is: `hub profile`, `hub key`, `hub participant`. */
import { type Command, Option } from 'commander';
import { PROFILE_KINDS } from '../../identity/profile.ts';
import type { Terminal } from '../hub/terminal.ts';
import { addGivenKey, addNewKey, listKeys, revokeOneKey } from './changeKeys.ts';
import { listParticipants, registerOne, showParticipant } from './listParticipants.ts';
import { makeProfile } from './makeProfile.ts';
import { listAllProfiles, showProfile, useProfile } from './showProfiles.ts';

const example = (line: string) => `example:\n  ${line}\n`;

const format = () =>
  new Option('--format <format>', 'how the result is printed').choices(['text', 'json']).default('text');

/** As whom a command signs. */
export const profileOption = () =>
  new Option('--profile <name>', 'as whom (HUB_PROFILE, or what `hub profile use` chose)');

/** Adds them to the program. */
export function addProfileCommands(program: Command, terminal: Terminal): void {
  addProfile(program, terminal);
  addKeys(program, terminal);
  addParticipants(program, terminal);
}

function addProfile(program: Command, terminal: Terminal): void {
  const profile = program
    .command('profile')
    .description('identities that commands sign with')
    .helpCommand(false);
  profile
    .command('new')
    .description('make a key pair, and print the public half to hand to the administrator')
    .argument('<name>', 'how you call it')
    .requiredOption('--participant <code>', 'whose key it is, as `hive-box`')
    .addOption(new Option('--kind <kind>', 'what it is').choices(PROFILE_KINDS).default('operator'))
    .option('--hub <url>', 'the hub that it speaks to (HUB_URL)')
    .addOption(format())
    .addHelpText('before', example('hub profile new hive-box --participant hive-box'))
    .action((name, options) => makeProfile(terminal, name, options));
  profile
    .command('list')
    .description('list profiles; commands use the one with the star')
    .addOption(format())
    .action((options) => listAllProfiles(terminal, options));
  profile
    .command('show')
    .description('show a profile without its private key')
    .argument('[name]', 'which one (the one that commands use)')
    .addOption(format())
    .action((name, options) => showProfile(terminal, name, options));
  profile
    .command('use')
    .description('choose the profile that commands use')
    .argument('<name>', 'which one')
    .addOption(format())
    .action((name, options) => useProfile(terminal, name, options));
}

function addKeys(program: Command, terminal: Terminal): void {
  const key = program.command('key').description("a participant's keys").helpCommand(false);
  key
    .command('add')
    .description('make a new key for the profile, or add one that somebody else keeps')
    .option('--key <public key>', 'a public key that was handed to you; without it one is made')
    .option('--participant <code>', 'whose it is: with `--key`, and as the administrator')
    .addOption(profileOption())
    .addOption(format())
    .addHelpText('before', example('hub key add --profile hive-box'))
    .action((options) =>
      options.key === undefined ? addNewKey(terminal, options) : addGivenKey(terminal, options.key, options),
    );
  key
    .command('revoke')
    .description('revoke a key: nothing that it signs is taken any more')
    .argument('<id>', 'as `hub key list` shows it')
    .addOption(profileOption())
    .addOption(format())
    .action((id, options) => revokeOneKey(terminal, id, options));
  key
    .command('list')
    .description('list keys; the profile signs with the one with the star')
    .option('--participant <code>', "whose (the profile's own)")
    .addOption(profileOption())
    .addOption(format())
    .action((options) => listKeys(terminal, options));
}

function addParticipants(program: Command, terminal: Terminal): void {
  const participant = program
    .command('participant')
    .description('who takes part in the network')
    .helpCommand(false);
  participant
    .command('register')
    .description('register a participant, as the administrator')
    .argument('<code>', 'as `hive-box`')
    .addOption(
      new Option('--kind <kind>', 'what it is')
        .choices(PROFILE_KINDS.filter((kind) => kind !== 'administrator'))
        .makeOptionMandatory(),
    )
    .requiredOption('--name <name>', 'as people write it')
    .requiredOption('--key <public key>', 'as `hub profile new` prints it')
    .addOption(new Option('--role <role>', 'of an operator').choices(['courier', 'locker']))
    .option('--purpose <purpose...>', 'what a platform may ask for; the first is its default')
    .addOption(profileOption())
    .addOption(format())
    .addHelpText(
      'before',
      example(
        'hub participant register hive-box --kind operator --role locker --name "Hive Box" --key KEY --profile administrator',
      ),
    )
    .action((code, options) => registerOne(terminal, code, options));
  participant
    .command('list')
    .description('list who takes part')
    .addOption(profileOption())
    .addOption(format())
    .action((options) => listParticipants(terminal, options));
  participant
    .command('show')
    .description('show one participant and its keys')
    .argument('<code>', 'as `hive-box`')
    .addOption(profileOption())
    .addOption(format())
    .action((code, options) => showParticipant(terminal, code, options));
}
