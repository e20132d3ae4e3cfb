/** Composition: the network with extensions, an operator alone, and the gateway that runs the result. */
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { printProblems } from '../../gateway/base/printProblems.ts';
import { composeNetwork } from '../../gateway/supergraph/composeNetwork.ts';
import { liftLabels } from '../../gateway/supergraph/liftLabels.ts';
import { publishNetwork } from '../../gateway/supergraph/publishNetwork.ts';
import { verifySubgraph } from '../../gateway/supergraph/verifySubgraph.ts';
import { roleSdl } from '../../schema/network.ts';
import { COURIER_SDL } from './cases/courierSdl.ts';

const cold = {
  code: 'sf-express',
  role: 'courier',
  sdl: `extend type CourierLeg { sfExpress_cold: SfExpress_Cold @operational }
type SfExpress_Cold { note: String @personal(category: FREE_TEXT, subject: ANYBODY) at: DateTime @operational }`,
} as const;
const door = {
  code: 'hive-box',
  role: 'locker',
  sdl: 'extend type LockerLeg { hiveBox_door: HiveBox_Door @operational } enum HiveBox_Door { OPEN SHUT }',
} as const;

describe('the network', () => {
  test('composes without operators', () => {
    const { supergraphSdl, problems, hints } = composeNetwork({ extensions: [] });
    expect({ problems, hints }).toEqual({ problems: [], hints: [] });
    expect(supergraphSdl).toContain('COURIERS @join__graph(name: "couriers", url: "role://courier")');
  });

  test('holds the extensions of both roles, and every label', () => {
    const { supergraphSdl = '' } = composeNetwork({ extensions: [cold, door] });
    const labels = liftLabels(parse(supergraphSdl));
    for (const role of ['courier', 'locker'] as const) {
      for (const [coordinate, label] of liftLabels(parse(roleSdl(role)))) {
        expect([coordinate, labels.get(coordinate)]).toEqual([coordinate, label]);
      }
    }
    expect(labels.get('LockerLeg.hiveBox_door')).toEqual({ kind: 'operational', continuity: false });
    expect(labels.get('SfExpress_Cold.note')).toEqual({
      kind: 'personal',
      category: 'FREE_TEXT',
      subject: 'ANYBODY',
      continuity: false,
    });
  });

  test('is loaded by the gateway, and plans across all four graphs', async () => {
    process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
    const { ApolloGateway } = await import('@apollo/gateway');
    const graphs: string[] = [];
    const gateway = new ApolloGateway({
      supergraphSdl: composeNetwork({ extensions: [cold, door] }).supergraphSdl ?? '',
      buildService: ({ name, url = '' }) => {
        graphs.push(`${name} ${url}`);
        return { process: async () => ({}) };
      },
    });
    const { schema } = await gateway.load();
    await gateway.stop();
    expect(graphs.sort()).toEqual([
      'couriers role://courier',
      'directory hub://directory',
      'lockers role://locker',
      'timeline hub://timeline',
    ]);
    expect(schema.getType('SfExpress_Cold')).toBeDefined();
  });

  test('an extension that cannot compose is named, and left out of the publication', async () => {
    const broken = { ...cold, sdl: 'extend type CourierLeg { sfExpress_cold: Missing @operational }' };
    const { problems, supergraphSdl } = composeNetwork({ extensions: [broken, door] });
    expect(supergraphSdl).toBeUndefined();
    expect(problems.map(({ code, locations }) => [code, locations?.[0]?.file])).toEqual([
      ['HUB007', 'sf-express'],
    ]);
    const capabilities = {
      role: 'courier',
      fields: new Map(),
      enumValues: new Map(),
      masks: new Set<string>(),
    } as const;
    const publication = await publishNetwork(
      [broken, door].map((extension) => ({ ...extension })),
      {
        verify: async ({ code }) => ({
          problems: [],
          capabilities,
          extension: code === 'hive-box' ? door : broken,
        }),
        compose: async (extensions) => composeNetwork({ extensions }),
      },
    );
    expect([...publication.operators.keys()]).toEqual(['hive-box']);
    expect(publication.refused.map(({ code }) => code)).toEqual(['sf-express']);
    expect(publication.supergraphSdl).toContain('hiveBox_door');
  });

  test('a worker that cannot finish leaves nobody out: the publication fails', async () => {
    const unfinished = {
      problems: [{ code: 'HUB006', severity: 'error', message: 'x' }],
      hints: [],
    } as const;
    const publication = publishNetwork([], {
      verify: async () => ({ problems: [] }),
      compose: async () => unfinished,
    });
    await expect(publication).rejects.toThrow('composing did not finish');
  });
});

describe('an operator alone', () => {
  const courier = (sdl: string) => ({ code: 'zto', role: 'courier', sdl, file: 'zto.graphql' }) as const;

  test('what the rules let pass and the composer does not is shown at its place', () => {
    const { problems, capabilities } = verifySubgraph(
      courier(COURIER_SDL.replace('scalar DateTime', 'scalar DateTime @federation__tag')),
      new Map(),
    );
    expect(capabilities).toBeUndefined();
    expect(
      printProblems(problems),
    ).toBe(`HUB007 the network does not compose with this graph: \`INVALID_GRAPHQL\`
  zto.graphql:43:17
  43 | scalar DateTime @federation__tag
     |                 ^^^^^^^^^^^^^^^^
  note: [couriers] Directive "@federation__tag" argument "name" of type "String!" is required, but it was not provided.`);
  });

  test('remarks of the composer that concern it are warnings', () => {
    const sdl = COURIER_SDL.replace(
      'scalar DateTime',
      'scalar DateTime @specifiedBy(url: "https://x.example")',
    );
    const { problems, capabilities } = verifySubgraph(courier(sdl), new Map());
    expect(capabilities).toBeDefined();
    expect(problems.map(({ code, severity, locations }) => [code, severity, locations?.[0]?.line])).toEqual([
      ['HUB008', 'warning', 43],
    ]);
  });

  test('documents that differ in what they leave out are composed once', () => {
    const proofs = new Map();
    verifySubgraph(courier(roleSdl('courier')), proofs);
    const before = proofs.size;
    const shorter = roleSdl('courier')
      .replace(/^ {2}".*"\n {2}events\([^)]*\).*\n/gm, '')
      .replace(/^ {2}".*"\n {2}place: .*\n/gm, '');
    expect(verifySubgraph(courier(shorter), proofs).problems).toEqual([]);
    // One more proof, of the document, and no more fingerprints.
    expect(proofs.size - before).toBe(1);
  });
});
