/** Hive Box's subgraph: locker legs built from what its cabinets logged. */
import { defineOperator, runOperator } from '../kit/index.ts';
import { findLegs, openRecords } from '../kit/records.ts';
import { readRecords } from './native.ts';
import { toLeg } from './toLeg.ts';

/** The operator, without its port. */
export const hiveBox = defineOperator({
  code: 'hive-box',
  name: 'Hive Box',
  role: 'locker',
  legs: findLegs(openRecords('hive-box', readRecords), toLeg),
});

await runOperator(hiveBox, { port: 4104 });
