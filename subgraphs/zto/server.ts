/** ZTO's subgraph: courier legs built from Kuaidi100-style states, without what such a record does not hold. */
import { defineOperator, runOperator } from '../kit/index.ts';
import { findLegs, openRecords } from '../kit/records.ts';
import { readRecords } from './native.ts';
import { toLeg } from './toLeg.ts';

/** The operator, without its port. */
export const zto = defineOperator({
  code: 'zto',
  name: 'ZTO Express',
  role: 'courier',
  // Masks are left to the hub here, so that the network has an operator that cannot mask.
  masks: false,
  omit: ['CourierLeg.goods', 'CourierLeg.proof', 'CourierLeg.courier'],
  legs: findLegs(openRecords('zto', readRecords), toLeg),
});

await runOperator(zto, { port: 4102 });
