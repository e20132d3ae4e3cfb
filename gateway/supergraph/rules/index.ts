/** All rules for an operator's subgraph, in the order in which a reader meets what they are about. */
import type { Rule } from '../checkContext.ts';
import { argumentsMatchContract } from './argumentsMatchContract.ts';
import { definesContractTypes } from './definesContractTypes.ts';
import { definesDirectives } from './definesDirectives.ts';
import { definesMaskDirective } from './definesMaskDirective.ts';
import { enumValuesMatchContract } from './enumValuesMatchContract.ts';
import { extensionArgumentsAreOptional } from './extensionArgumentsAreOptional.ts';
import { extensionFieldsAreLabelled } from './extensionFieldsAreLabelled.ts';
import { extensionFieldsAreNullable } from './extensionFieldsAreNullable.ts';
import { extensionFieldsHaveKnownTypes } from './extensionFieldsHaveKnownTypes.ts';
import { extensionIsSmall } from './extensionIsSmall.ts';
import { extensionsAreDescribed } from './extensionsAreDescribed.ts';
import { fieldsMatchContract } from './fieldsMatchContract.ts';
import { hasDefinedTypes } from './hasDefinedTypes.ts';
import { hasItsLeg } from './hasItsLeg.ts';
import { hasNoRootFields } from './hasNoRootFields.ts';
import { hasUniqueNames } from './hasUniqueNames.ts';
import { interfacesMatchContract } from './interfacesMatchContract.ts';
import { isFederationSubgraph } from './isFederationSubgraph.ts';
import { keysMatchContract } from './keysMatchContract.ts';
import { labelsMatchContract } from './labelsMatchContract.ts';
import { leavesOtherLegsAlone } from './leavesOtherLegsAlone.ts';
import { linksKnownSpecs } from './linksKnownSpecs.ts';
import { usesAllowedDirectives } from './usesAllowedDirectives.ts';
import { valueTypesAreShareable } from './valueTypesAreShareable.ts';

/** Every rule. */
export const subgraphRules: readonly Rule[] = [
  isFederationSubgraph,
  linksKnownSpecs,
  usesAllowedDirectives,
  definesDirectives,
  definesMaskDirective,
  hasUniqueNames,
  hasDefinedTypes,
  hasNoRootFields,
  hasItsLeg,
  keysMatchContract,
  leavesOtherLegsAlone,
  definesContractTypes,
  fieldsMatchContract,
  argumentsMatchContract,
  enumValuesMatchContract,
  labelsMatchContract,
  valueTypesAreShareable,
  interfacesMatchContract,
  extensionFieldsAreNullable,
  extensionFieldsAreLabelled,
  extensionFieldsHaveKnownTypes,
  extensionArgumentsAreOptional,
  extensionsAreDescribed,
  extensionIsSmall,
];
