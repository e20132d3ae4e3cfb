/** Keeps the kit's TypeScript types equal to the contract. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  CONTRACT_FILE_URL,
  printContractTypes,
  REGENERATE_COMMAND,
} from '../../subgraphs/kit/generateContract.ts';

test('the types that authors use are the contract of today', () => {
  const written = readFileSync(CONTRACT_FILE_URL, 'utf8');
  expect(written, `subgraphs/kit/contract.ts is stale: run \`${REGENERATE_COMMAND}\``).toBe(
    printContractTypes(),
  );
});
