/** SF Express's subgraph: courier legs built from route records, with a cold-chain extension of its own. */
import { defineOperator, runOperator } from '../kit/index.ts';
import { findLegs, openRecords } from '../kit/records.ts';
import { readRecords } from './native.ts';
import { toLeg } from './toLeg.ts';

const EXTENSION = /* GraphQL */ `
  "In which temperatures SF Express keeps a parcel that must stay cold."
  type SfExpress_ColdChain {
    "The coldest allowed."
    minCelsius: Float @operational
    "The warmest allowed."
    maxCelsius: Float @operational
    "True once a sensor read a temperature outside the two."
    breached: Boolean @operational
  }
  extend type CourierLeg {
    "The cold chain of fresh food and medicines; null for everything else."
    sfExpress_coldChain: SfExpress_ColdChain @operational
  }
`;

/** The operator, without its port. */
export const sfExpress = defineOperator({
  code: 'sf-express',
  name: 'SF Express',
  role: 'courier',
  extension: EXTENSION,
  legs: findLegs(openRecords('sf-express', readRecords), toLeg),
});

await runOperator(sfExpress, { port: 4101 });
