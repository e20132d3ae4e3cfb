/** Reads the agreements of the demo network, as the hub is handed them. */
import { fileURLToPath } from 'node:url';
import type { AgreementFile } from '../../agreements/agreement.ts';
import { readFiles } from '../hub/readFiles.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Every agreement, with the path by which its problems and clauses are told: `schema/agreements/zto--cainiao.graphql`. */
export function readDemoAgreements(): readonly AgreementFile[] {
  return readFiles({ cwd: ROOT }, ['schema/agreements']);
}
