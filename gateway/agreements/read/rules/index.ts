/** All rules for agreements, in the order in which a reader meets what they are about. */
import type { AgreementRule } from '../agreementCheck.ts';
import { argumentsAreWellFormed } from './argumentsAreWellFormed.ts';
import { clausesAgree } from './clausesAgree.ts';
import { endsAreSound } from './endsAreSound.ts';
import { fieldsAreOfContract } from './fieldsAreOfContract.ts';
import { fileIsNamedForPair } from './fileIsNamedForPair.ts';
import { hasDefinitionsOfAgreements } from './hasDefinitionsOfAgreements.ts';
import { linksAgreementSpec } from './linksAgreementSpec.ts';
import { masksFit } from './masksFit.ts';
import { namesAreUnique } from './namesAreUnique.ts';
import { partiesAreOnNetwork } from './partiesAreOnNetwork.ts';
import { personalIsGuarded } from './personalIsGuarded.ts';
import { purposesAreAgreed } from './purposesAreAgreed.ts';
import { sharesCanBeReached } from './sharesCanBeReached.ts';
import { termsAreSound } from './termsAreSound.ts';
import { typesAreOfLegs } from './typesAreOfLegs.ts';
import { usesKnownDirectives } from './usesKnownDirectives.ts';

/** The rules that can refuse an agreement, and warnings about single clauses. */
export const agreementRules: readonly AgreementRule[] = [
  linksAgreementSpec,
  usesKnownDirectives,
  hasDefinitionsOfAgreements,
  namesAreUnique,
  argumentsAreWellFormed,
  termsAreSound,
  typesAreOfLegs,
  fieldsAreOfContract,
  purposesAreAgreed,
  masksFit,
  endsAreSound,
  clausesAgree,
  personalIsGuarded,
  partiesAreOnNetwork,
  fileIsNamedForPair,
];

/** Warnings about what the clauses amount to together. Of a document with errors they would say what is not meant. */
export const outcomeRules: readonly AgreementRule[] = [sharesCanBeReached];
