/** What operators built with the kit answer as their SDL passes the check as it is served. */
import { graphql } from 'graphql';
import { expect, test } from 'vitest';
import { composeNetwork } from '../../gateway/supergraph/composeNetwork.ts';
import { verifySubgraph } from '../../gateway/supergraph/verifySubgraph.ts';
import { defineOperator } from '../../subgraphs/kit/index.ts';

const proofs = new Map();

async function verifyServed(operator: ReturnType<typeof defineOperator>) {
  const { data } = await graphql({ schema: operator.schema, source: '{ _service { sdl } }' });
  const sdl = String((data?.['_service'] as { readonly sdl?: unknown } | undefined)?.sdl);
  return verifySubgraph({ code: operator.code, role: operator.role, sdl }, proofs);
}

test('a courier with an extension, which leaves out fields and an argument', async () => {
  const { problems, capabilities, extension } = await verifyServed(
    defineOperator({
      code: 'sf-express',
      name: 'SF Express',
      role: 'courier',
      omit: ['CourierLeg.goods', 'CourierLeg.events(last:)', 'TrackingEvent.sequence'],
      extension: `
        "In which temperatures a parcel is kept."
        type SfExpress_ColdChain { "The coldest allowed." minCelsius: Float @operational }
        extend type CourierLeg { "The cold chain." sfExpress_coldChain: SfExpress_ColdChain @operational }
      `,
      legs: async () => [],
    }),
  );
  expect(problems).toEqual([]);
  expect(capabilities?.fields.has('CourierLeg.goods')).toBe(false);
  expect(capabilities?.fields.get('CourierLeg.events')).toEqual(new Set());
  expect(capabilities?.fields.has('SfExpress_ColdChain.minCelsius')).toBe(true);
  expect(extension?.sdl).toContain('sfExpress_coldChain: SfExpress_ColdChain @operational');
});

test('a locker operator that leaves out what it has not', async () => {
  const { problems, capabilities } = await verifyServed(
    defineOperator({
      code: 'hive-box',
      name: 'Hive Box',
      role: 'locker',
      omit: ['LockerLeg.pickupQr', 'LockerLeg.coarsePlace', 'CompartmentSize.LARGE'],
      legs: async () => [],
    }),
  );
  expect(problems).toEqual([]);
  expect(capabilities?.fields.has('LockerLeg.pickupQr')).toBe(false);
  expect(capabilities?.enumValues.get('CompartmentSize')).toEqual(new Set(['SMALL', 'MEDIUM']));
});

test('masks at the source unless it says otherwise, and nothing of that reaches the network', async () => {
  const masks = ['CN_NAME', 'CN_PHONE', 'DATE', 'HOUR', 'INITIAL', 'LAST_FOUR', 'SCRUB'];
  const options = {
    code: 'sf-express',
    role: 'courier',
    extension: 'extend type CourierLeg { "Cold." sfExpress_cold: Boolean @operational }',
    legs: async () => [],
  } as const;
  const masking = await verifyServed(defineOperator(options));
  expect(masking.problems).toEqual([]);
  expect([...(masking.capabilities?.masks ?? [])].sort()).toEqual(masks);
  expect(masking.capabilities?.enumValues.has('Mask')).toBe(false);

  const some = await verifyServed(defineOperator({ ...options, omit: ['Mask.SCRUB', 'Mask.HOUR'] }));
  expect([...(some.capabilities?.masks ?? [])].sort()).toEqual(
    masks.filter((mask) => mask !== 'SCRUB' && mask !== 'HOUR'),
  );
  const none = await verifyServed(defineOperator({ ...options, masks: false }));
  expect(none.capabilities?.masks).toEqual(new Set());

  const network = composeNetwork({ extensions: masking.extension === undefined ? [] : [masking.extension] });
  expect(network.hints).toEqual([]);
  expect(network.supergraphSdl).toContain('sfExpress_cold');
  expect(network.supergraphSdl).not.toMatch(/@mask|enum Mask|example\/mask\//);
});
