/** Each refusal of an operator's SDL, and beside it the nearest SDL that is accepted and composes. */
import { describe, expect, test } from 'vitest';
import { implementsField } from '../../gateway/base/capabilities.ts';
import type { Problem } from '../../gateway/base/problem.ts';
import { checkSubgraph } from '../../gateway/supergraph/checkSubgraph.ts';
import { verifySubgraph } from '../../gateway/supergraph/verifySubgraph.ts';
import { roleSdl } from '../../schema/network.ts';
import { contractCases } from './cases/contractCases.ts';
import { COURIER_SDL } from './cases/courierSdl.ts';
import { documentCases } from './cases/documentCases.ts';
import { extensionCases } from './cases/extensionCases.ts';
import { maskCases } from './cases/maskCases.ts';

const proofs = new Map();
const courier = (sdl: string) => ({ code: 'sf-express', role: 'courier', sdl }) as const;

function show({ code, locations, message }: Problem): string {
  return `${code} ${locations?.[0]?.line}:${locations?.[0]?.column} ${message}`;
}

describe.each(Object.entries({ documentCases, contractCases, extensionCases, maskCases }))(
  '%s',
  (_, cases) => {
    test.each(cases.map((row) => ({ ...row, title: row.finds[0] ?? '' })))('$title', (row) => {
      expect(COURIER_SDL).toContain(row.line);
      const refused = checkSubgraph(courier(COURIER_SDL.replace(row.line, () => row.refused)));
      expect(refused.problems.map(show)).toEqual(row.finds);
      const isError = refused.problems.some(({ severity }) => severity === 'error');
      expect(refused.capabilities === undefined).toBe(isError);
      const accepted = verifySubgraph(courier(COURIER_SDL.replace(row.line, () => row.accepted)), proofs);
      expect(accepted.problems).toEqual([]);
    });
  },
);

describe('a valid operator', () => {
  test.each(['courier', 'locker'] as const)('a %s that implements the whole contract', (role) => {
    const verdict = verifySubgraph({ code: 'zto', role, sdl: roleSdl(role) }, proofs);
    expect(verdict.problems).toEqual([]);
    const leg = role === 'courier' ? 'CourierLeg' : 'LockerLeg';
    expect(verdict.capabilities?.fields.get(`${leg}.events`)).toEqual(new Set(['last']));
    expect(verdict.capabilities?.fields.has(`${leg}.recipient`)).toBe(true);
    expect(verdict.extension).toBeUndefined();
  });

  test('the contract of the other role is refused', () => {
    const { problems } = checkSubgraph({ code: 'zto', role: 'locker', sdl: roleSdl('courier') });
    expect(problems.map(({ code }) => code)).toContain('HUB015');
    expect(problems.map(({ code }) => code)).toContain('HUB017');
  });

  test('has the capabilities that its SDL has, and no others', () => {
    const sdl = COURIER_SDL.replace('events(last: Int)', 'events').replace('DELIVERED', 'DELIVERD');
    const { capabilities } = checkSubgraph(courier(sdl));
    if (capabilities === undefined) throw new Error('the SDL is valid');
    expect(implementsField(capabilities, 'CourierLeg.status')).toBe(true);
    expect(implementsField(capabilities, 'CourierLeg.goods')).toBe(false);
    expect(capabilities.fields.get('CourierLeg.events')).toEqual(new Set());
    expect(capabilities.enumValues.get('ParcelStatus')).toEqual(new Set(['IN_TRANSIT']));
    expect([...capabilities.fields.keys()].filter((name) => name.startsWith('Leg.'))).toEqual([]);
  });

  test('may import every name of Federation and of the network under another name', () => {
    const sdl = COURIER_SDL.replace('"@key", "@shareable"', '{ name: "@key", as: "@identity" }')
      .replaceAll(' @key(', ' @identity(')
      .replaceAll('@shareable', '@federation__shareable')
      .replace('import: ["@operational"', 'as: "net", import: [{ name: "@operational", as: "@op" }')
      .replaceAll(' @operational', ' @op');
    expect(verifySubgraph(courier(sdl), proofs).problems).toEqual([]);
    const loosened = sdl.replace('@personal(category: IDENTITY, subject: RECIPIENT)', '@op');
    expect(checkSubgraph(courier(loosened)).problems.map(show)).toEqual([
      'HUB024 22:24 `CourierLeg.recipient` is labelled `@op`, in the contract `@personal(category: IDENTITY, subject: RECIPIENT)`',
    ]);
  });

  test('a directive that is merely called `@operational` labels nothing', () => {
    const sdl = `${COURIER_SDL.replace('"@operational", ', '')}extend type CourierLeg {\n"r" sfExpress_route: ID @operational\n}`;
    expect(checkSubgraph(courier(sdl)).problems.map(show)).toEqual([
      'HUB033 45:5 `CourierLeg.sfExpress_route` has no label',
    ]);
  });
});

describe('an extension', () => {
  test('is written anew: its own words, one label, no other directive', () => {
    const sdl = `${COURIER_SDL}
extend type CourierLeg {
  "How cold." sfExpress_cold(unit: SfExpress_Unit = C): SfExpress_Cold @personal(subject: SENDER, category: GOODS) @deprecated
}
"Cold." type SfExpress_Cold @federation__tag(name: "x") { "T." t: Float @operational @federation__shareable "At." at: DateTime @operational }
"Unit." enum SfExpress_Unit { C @deprecated F }
"Not used." type SfExpress_Lost { "A." a: Int @operational }
`;
    const { problems, extension, capabilities } = checkSubgraph(courier(sdl));
    expect(problems).toEqual([]);
    expect(extension).toEqual({
      code: 'sf-express',
      role: 'courier',
      sdl: `extend type CourierLeg {
  "How cold."
  sfExpress_cold(unit: SfExpress_Unit = C): SfExpress_Cold @personal(category: GOODS, subject: SENDER)
}

"Cold."
type SfExpress_Cold {
  "T."
  t: Float @operational
  "At."
  at: DateTime @operational
}

"Unit."
enum SfExpress_Unit {
  C
  F
}
`,
    });
    expect(capabilities?.fields.get('CourierLeg.sfExpress_cold')).toEqual(new Set(['unit']));
    expect(capabilities?.enumValues.get('SfExpress_Unit')).toEqual(new Set(['C', 'F']));
  });
});

describe('masks at the source', () => {
  const LINK = `@link(url: "https://specs.tracking-hub.example/mask/v1.0", import: ["@mask", "Mask"])`;
  const masked = (definitions: string, link = LINK) =>
    COURIER_SDL.replace('extend schema\n', `extend schema\n  ${link}\n`).concat(definitions);
  const masksOf = (sdl: string) => {
    const { problems, capabilities } = verifySubgraph(courier(sdl), proofs);
    return problems.length > 0 ? problems.map(show) : [...(capabilities?.masks ?? [])];
  };
  const DIRECTIVE = 'directive @mask(as: Mask!) on FIELD\n';

  test('are those that the linked enum has and the hub knows', () => {
    expect(masksOf(masked(`${DIRECTIVE}enum Mask { CN_NAME HOUR ROT13 }`))).toEqual(['CN_NAME', 'HOUR']);
    expect(masksOf(masked(`${DIRECTIVE}enum Mask { CN_NAME }\nextend enum Mask { SCRUB }`))).toEqual([
      'CN_NAME',
      'SCRUB',
    ]);
    expect(masksOf(masked(`${DIRECTIVE}enum Mask { PSEUDONYM CLEAR }`))).toEqual([]);
  });

  test('may have their enum under another name', () => {
    const renamed = LINK.replace('"Mask"', '{ name: "Mask", as: "Veil" }');
    expect(masksOf(masked('directive @mask(as: Veil!) on FIELD\nenum Veil { DATE }', renamed))).toEqual([
      'DATE',
    ]);
    const prefixed = LINK.replace(', "Mask"', '');
    expect(
      masksOf(masked('directive @mask(as: mask__Mask!) on FIELD\nenum mask__Mask { DATE }', prefixed)),
    ).toEqual(['DATE']);
  });

  test('are none where `@mask` is not linked, or linked from elsewhere', () => {
    expect(masksOf(`${COURIER_SDL}directive @mask(as: String!) on FIELD`)).toEqual([]);
    expect(masksOf(masked(`${DIRECTIVE}enum Mask { DATE }`, LINK.replace('tracking-hub', 'masks')))).toEqual([
      'HUB011 2:3 the specification `https://specs.masks.example/mask/v1.0` is not known here',
    ]);
  });

  test('never reach the network', async () => {
    const verdict = verifySubgraph(courier(masked(`${DIRECTIVE}enum Mask { CN_NAME }`)), proofs);
    expect(verdict.extension).toBeUndefined();
    expect(verdict.capabilities?.enumValues.has('Mask')).toBe(false);
  });
});

describe('operator codes', () => {
  test.each(['', 'SF', 'sf_express', 'sf--express', '7-eleven', 'a-1b', '__proto__', 'x'.repeat(41)])(
    '`%s` is not possible',
    (code) => {
      expect(checkSubgraph({ code, role: 'courier', sdl: COURIER_SDL }).problems.map((p) => p.code)).toEqual([
        'HUB009',
      ]);
    },
  );
});
