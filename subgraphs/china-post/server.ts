/** China Post's subgraph: courier legs built from items with S10 identifiers and EMSEVT events. */
import { defineOperator, runOperator } from '../kit/index.ts';
import { findLegs, openRecords } from '../kit/records.ts';
import { readRecords } from './native.ts';
import { toLeg } from './toLeg.ts';

/** The operator, without its port. */
export const chinaPost = defineOperator({
  code: 'china-post',
  name: 'China Post',
  role: 'courier',
  legs: findLegs(openRecords('china-post', readRecords), toLeg),
});

await runOperator(chinaPost, { port: 4103 });
