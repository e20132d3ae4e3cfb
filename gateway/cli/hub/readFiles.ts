/** Reads what a command is given: agreements from files and folders, SDL of operators. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { roleSdl } from '../../../schema/network.ts';
import type { AgreementFile } from '../../agreements/agreement.ts';
import { type AgreementContract, readAgreementContract } from '../../agreements/agreementContract.ts';
import { printableText } from '../../base/printableText.ts';
import { quote } from '../../base/quote.ts';
import { readDocument } from '../../base/readDocument.ts';
import { Refusal, type Terminal } from './terminal.ts';

const ENDING = '.graphql';
/** No agreement is a tenth as large; the checker says how large one may be. */
const MOST_BYTES = 4 * 1024 * 1024;

/** The files, folders taken as all agreements in them. Throws a `Refusal` for what cannot be read. */
export function readFiles(
  { cwd }: Pick<Terminal, 'cwd'>,
  paths: readonly string[],
): readonly AgreementFile[] {
  const files = paths.flatMap((path) => listFiles(resolve(cwd, path), path));
  return [...new Set(files)].map((file) => ({ file: relative(cwd, file) || file, text: readText(file) }));
}

function listFiles(path: string, given: string): readonly string[] {
  const stats = attempt(given, () => statSync(path, { throwIfNoEntry: false }));
  if (stats === undefined) throw new Refusal(`there is no file ${quote(given)}`);
  if (!stats.isDirectory()) return [path];
  const names = attempt(given, () => readdirSync(path)).filter((name) => name.endsWith(ENDING));
  if (names.length === 0) throw new Refusal(`the folder ${quote(given)} has no ${ENDING} files`);
  return names.sort().map((name) => join(path, name));
}

function readText(file: string): string {
  const { size } = attempt(file, () => statSync(file));
  if (size > MOST_BYTES) throw new Refusal(`${quote(file)} has ${size} bytes; that is no agreement`);
  return attempt(file, () => readFileSync(file, 'utf8'));
}

function attempt<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new Refusal(`${quote(file)} cannot be read: ${printableText((error as Error).message)}`);
  }
}

/** The contract of the network, with the fields of the operators whose SDL is given. */
export function readContract(terminal: Terminal, subgraphs: readonly string[] = []): AgreementContract {
  const given = readFiles(terminal, subgraphs);
  for (const { file, text } of given) {
    const { problem } = readDocument(text, file);
    if (problem !== undefined) throw new Refusal(`${quote(file)} is no SDL: ${problem.message}`);
  }
  return readAgreementContract([...given.map(({ text }) => text), roleSdl('courier'), roleSdl('locker')]);
}
