/** InPost's subgraph: locker legs built from ShipX statuses, without fees, free time, coarse place and `events(last:)`. */
import { defineOperator, runOperator } from '../kit/index.ts';
import { findLegs, openRecords } from '../kit/records.ts';
import { readRecords } from './native.ts';
import { toLeg } from './toLeg.ts';

/** The operator, without its port. */
export const inpost = defineOperator({
  code: 'inpost',
  name: 'InPost',
  role: 'locker',
  omit: ['LockerLeg.fee', 'LockerLeg.freeUntil', 'LockerLeg.coarsePlace', 'LockerLeg.events(last:)'],
  legs: findLegs(openRecords('inpost', readRecords), toLeg),
});

await runOperator(inpost, { port: 4105 });
