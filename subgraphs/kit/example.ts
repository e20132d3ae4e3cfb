/** A whole courier: one function over legs in memory. Try it: `UNSIGNED_REQUESTS=allow node --import tsx subgraphs/kit/example.ts`. */
import { type CourierLeg, defineOperator, runOperator } from './index.ts';

const legs = new Map<string, CourierLeg>([
  [
    'SW0001',
    {
      waybill: 'SW0001',
      status: 'OUT_FOR_DELIVERY',
      custody: 'OPERATOR',
      acceptedAt: '2017-05-31T18:20:00+08:00',
      coarsePlace: { country: 'CN', region: '浙江省', city: '杭州市' },
      events: [
        { id: '1', occurredAt: '2017-05-31T18:20:00+08:00', status: 'ACCEPTED', rawText: '已揽收' },
        { id: '2', occurredAt: '2017-06-01T07:05:00+08:00', status: 'OUT_FOR_DELIVERY', rawText: '派送中' },
      ],
    },
  ],
  ['SW0002', { waybill: 'SW0002', status: 'REGISTERED', custody: 'SENDER' }],
]);

const swift = defineOperator({
  code: 'swift',
  name: 'Swift Couriers',
  role: 'courier',
  omit: ['CourierLeg.goods', 'CourierLeg.proof'],
  // One call per request, however many parcels the hub asks for: a database answers it with one query.
  legs: async (waybills) => waybills.map((waybill) => legs.get(waybill)),
});

await runOperator(swift, { port: 4100 });
