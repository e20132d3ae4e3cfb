/** The agreements of the demo network, as they stand in `schema/agreements`. */
import { readdirSync, readFileSync } from 'node:fs';
import type { AgreementFile } from '../../../gateway/agreements/agreement.ts';

/** Where they stand. */
export const DEMO = new URL('../../../schema/agreements/', import.meta.url);

/** All of them. */
export function demoFiles(): readonly AgreementFile[] {
  return readdirSync(DEMO)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => ({
      file: `schema/agreements/${name}`,
      text: readFileSync(new URL(name, DEMO), 'utf8'),
    }));
}
