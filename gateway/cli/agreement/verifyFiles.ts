/**
 * `hub agreement verify`: verifies records in files, with no hub. Invariant: it trusts nothing but the public keys in the file,
 * which its user compares with those that the parties made known.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AgreementContract } from '../../agreements/agreementContract.ts';
import { foldLife } from '../../agreements/life/foldLife.ts';
import { createLifeRules } from '../../agreements/life/lifeRules.ts';
import type { SignedRecord } from '../../agreements/life/lifeStep.ts';
import { splitPair } from '../../agreements/life/pair.ts';
import { verifyChain } from '../../agreements/life/verifyChain.ts';
import type { PartyKey } from '../../agreements/life/verifyRecord.ts';
import { countOf } from '../../base/countOf.ts';
import { readOwn } from '../../base/ownRecord.ts';
import { printProblem } from '../../base/printProblem.ts';
import { quote } from '../../base/quote.ts';
import { readContract } from '../hub/readFiles.ts';
import { EXIT, type ExitCode, type Format, Refusal, type Terminal, writeResult } from '../hub/terminal.ts';

export interface VerifyOptions {
  /** SDL of operators, so that their own fields are known. */
  readonly subgraph?: readonly string[];
  readonly format: Format;
}

const OWN_FIELDS =
  "where a document shares fields of the operator's own, they are known only by its SDL: `--subgraph FILE`";

/** Verifies each file, as `hub agreement records --out` writes it; 1 when one does not hold. */
export function verifyFiles(
  terminal: Terminal,
  files: readonly string[],
  { subgraph, format }: VerifyOptions,
): ExitCode {
  const contract = readContract(terminal, subgraph);
  const results = files.map((file) => verifyFile(terminal, file, contract));
  const text = results.map(({ file, records, keys, problems }) =>
    [
      `${file}: ${problems.length === 0 ? `${countOf(records, 'record')} hold` : countOf(problems.length, 'problem')}`,
      ...keys.map(({ participant, id }) => `  key of ${participant}: ${id}`),
      ...problems.map(({ index, problem }) => `record ${index}: ${printProblem(problem)}`),
      ...(problems.length > 0 && subgraph === undefined ? [OWN_FIELDS] : []),
    ].join('\n'),
  );
  writeResult(terminal, format, results, text.join('\n'));
  return results.some(({ problems }) => problems.length > 0) ? EXIT.problems : EXIT.fine;
}

function verifyFile(terminal: Terminal, file: string, contract: AgreementContract) {
  const value = readJson(terminal, file);
  const records = readList(value, 'records').map(toRecord);
  const keys = readList(value, 'keys').map(toKey);
  const pair = splitPair(String(readOwn(value, 'pair')));
  if (pair === undefined || records.length === 0)
    throw new Refusal(`${quote(file)} holds no records of a pair`);
  const { steps, problems } = verifyChain(records, new Map(keys.map((key) => [key.id, key])));
  // Whether a mediator is one the keys do not say, and a measure's fields were judged when it was ordered; that an amendment was one side's to declare the contract does.
  const rules = { ...createLifeRules(contract, () => true), isField: () => true };
  const folded = foldLife(pair, steps, rules).problems;
  return { file, records: records.length, keys, problems: [...problems, ...folded] };
}

function readJson({ cwd }: Terminal, file: string): unknown {
  try {
    return JSON.parse(readFileSync(resolve(cwd, file), 'utf8'));
  } catch {
    throw new Refusal(
      `${quote(file)} cannot be read: write it with \`hub agreement records PAIR --out FILE\``,
    );
  }
}

function readList(value: unknown, name: string): readonly unknown[] {
  const list = readOwn(value, name);
  return Array.isArray(list) ? list : [];
}

function toRecord(value: unknown): SignedRecord {
  const text = (name: string) => String(readOwn(value, name) ?? '');
  return { record: text('record'), signature: text('signature'), keyId: text('keyId') };
}

function toKey(value: unknown): PartyKey {
  const text = (name: string) => String(readOwn(value, name) ?? '');
  const revokedAt = readOwn(value, 'revokedAt');
  return {
    id: text('id'),
    participant: text('participant'),
    publicKey: text('publicKey'),
    addedAt: Date.parse(text('addedAt')),
    revokedAt: revokedAt === null || revokedAt === undefined ? null : Date.parse(String(revokedAt)),
  };
}
