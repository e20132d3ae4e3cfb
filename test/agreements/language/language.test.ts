/** The page of the language and what the hub reads from it: one cannot say what the other does not. */
import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType, parse, visit } from 'graphql';
import { expect, test } from 'vitest';
import {
  AGREEMENT_DIRECTIVES,
  DERIVED_STATUSES,
  FINAL_STATUSES,
  MASK_SCALARS,
  MASKS,
  NEVER_IMPLIED_PURPOSES,
  PURPOSES,
  RELATIONS,
} from '../../../schema/privacy.ts';
import { CONTRACT } from './support.ts';

const readSchema = (path: string) =>
  readFileSync(new URL(`../../../schema/${path}`, import.meta.url), 'utf8');
const page = readSchema('privacy/v1/agreement.graphql');

test('the page is valid with the two contract types that it names', () => {
  const contract = [readSchema('network/v1/status.graphql'), 'scalar DateTime'].join('\n');
  const schema = buildSchema(`${page}\n${contract}`);
  const values = (name: string) => {
    const type = schema.getType(name);
    return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
  };
  expect(values('Purpose')).toEqual(PURPOSES);
  expect(values('Relation')).toEqual(RELATIONS);
  expect(values('Mask')).toEqual(MASKS);
  for (const name of ['agreement', 'share']) {
    expect(AGREEMENT_DIRECTIVES.get(name)?.arguments?.map((argument) => argument.name.value)).toEqual(
      schema.getDirective(name)?.args.map((argument) => argument.name),
    );
  }
});

test('everything on the page is described', () => {
  const silent: string[] = [];
  const check = (node: { readonly description?: unknown; readonly name: { readonly value: string } }) => {
    if (node.description === undefined) silent.push(node.name.value);
  };
  visit(parse(page), {
    DirectiveDefinition: check,
    EnumTypeDefinition: check,
    EnumValueDefinition: check,
    InputValueDefinition: check,
  });
  expect(silent).toEqual([]);
});

test('advertising, profiling and selling are never implied', () => {
  expect(NEVER_IMPLIED_PURPOSES).toEqual(new Set(['MARKETING', 'PROFILING', 'RESALE']));
});

test('every mask but the absence of one fits some scalar, times and texts apart', () => {
  expect(MASKS.filter((mask) => !MASK_SCALARS.has(mask))).toEqual(['CLEAR']);
  const forTimes = MASKS.filter((mask) => MASK_SCALARS.get(mask)?.has('DateTime'));
  expect(forTimes).toEqual(['DATE', 'HOUR']);
  expect(forTimes.filter((mask) => MASK_SCALARS.get(mask)?.size !== 1)).toEqual([]);
});

test('final and derived statuses are statuses of the contract', () => {
  for (const status of [...FINAL_STATUSES, ...DERIVED_STATUSES]) expect(CONTRACT.statuses).toContain(status);
});
