/** `hub agreement diff`: what a new version would add, mask or remove, and whose signatures it needs. */
import type { Agreement } from '../../agreements/agreement.ts';
import type { AgreementContract } from '../../agreements/agreementContract.ts';
import { diffAgreements } from '../../agreements/diff/diffAgreements.ts';
import { printDiff } from '../../agreements/diff/printDiff.ts';
import { readAgreement } from '../../agreements/read/readAgreement.ts';
import { readContract, readFiles } from './readFiles.ts';
import { refuseErrors } from './refuseErrors.ts';
import { EXIT, type ExitCode, type Format, Refusal, type Terminal, writeResult } from './terminal.ts';

export interface DiffOptions {
  readonly subgraph?: readonly string[];
  readonly format: Format;
}

/** Compares two versions of one pair. Throws a `Refusal` when they cannot be read or are of different pairs. */
export async function diffFiles(
  terminal: Terminal,
  before: string,
  after: string,
  { subgraph, format }: DiffOptions,
): Promise<ExitCode> {
  const contract = readContract(terminal, subgraph);
  const one = readOne(terminal, before, contract);
  const other = readOne(terminal, after, contract);
  if (one.id !== other.id) {
    throw new Refusal(`\`${before}\` is between other parties than \`${after}\`: ${one.id}, ${other.id}`);
  }
  const diff = diffAgreements(one, other, contract);
  if (other.version <= one.version && diff.signatures !== 'none') {
    terminal.err.write(
      `hub: the new version says \`version: ${other.version}\`, and the one before ${one.version}: write \`version: ${one.version + 1}\`\n`,
    );
  }
  writeResult(terminal, format, diff, printDiff(diff));
  return EXIT.fine;
}

function readOne(terminal: Terminal, path: string, contract: AgreementContract): Agreement {
  const [file, ...others] = readFiles(terminal, [path]);
  if (file === undefined || others.length > 0) throw new Refusal(`\`${path}\` is not one file`);
  const { agreement, problems } = readAgreement(file, contract);
  if (agreement !== undefined) return agreement;
  return refuseErrors(terminal, problems, `\`${path}\` has errors; mend them first`);
}
