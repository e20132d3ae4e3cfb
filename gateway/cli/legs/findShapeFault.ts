/**
 * Finds what a line of legs has that the control API could not even read: it would refuse the whole call for it. Invariant: what
 * passes here is of the shape of `LegAnnouncementInput`; whether it makes sense is the hub's to say.
 */
import { buildSchema, coerceInputValue, GraphQLInputObjectType, GraphQLList, getNamedType } from 'graphql';
import { controlSdl } from '../../../schema/control.ts';
import { findUnknownMember } from '../../registry/legs/readAnnouncement.ts';

const INPUT = readInput();

/** The first fault of a leg, in a sentence; undefined where it has none. */
export function findShapeFault(leg: Readonly<Record<string, unknown>>): string | undefined {
  const members = INPUT.getFields();
  let fault = findUnknownMember(leg);
  if (fault !== undefined) return fault;
  coerceInputValue(leg, INPUT, ([member]) => {
    const type = members[String(member)]?.type;
    const one = KINDS[getNamedType(type)?.name ?? ''] ?? 'value of its form';
    fault ??= `\`${member}\` is no ${type instanceof GraphQLList ? `list of ${one}s` : one}`;
  });
  return fault;
}

const KINDS: Readonly<Record<string, string>> = { String: 'text', Int: 'whole number' };

function readInput(): GraphQLInputObjectType {
  const schema = buildSchema(`type Mutation scalar DateTime scalar JSON ${controlSdl('legs')}`, {
    assumeValidSDL: true,
  });
  const type = schema.getType('LegAnnouncementInput');
  if (type instanceof GraphQLInputObjectType) return type;
  throw new Error('the control API has an input for legs');
}
