/** Reads the agreements of the demo network, `schema/agreements`, as the hub is handed them. */
import { readdirSync, readFileSync } from 'node:fs';
import type { AgreementFile } from '../../agreements/agreement.ts';

const FOLDER = new URL('../../../schema/agreements/', import.meta.url);

/** Every agreement, with the path by which its problems and clauses are told. */
export function readDemoAgreements(): readonly AgreementFile[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => ({
      file: `schema/agreements/${name}`,
      text: readFileSync(new URL(name, FOLDER), 'utf8'),
    }));
}
