/**
 * Checks an operator's SDL against the contract of its role. Pure, total and bounded: whatever the text, the answer is
 * a list of problems, all of one run. Invariant: capabilities and extension are read only from a document without
 * errors, and nothing else of an operator's SDL reaches the network.
 */
import type { Role } from '../../schema/network.ts';
import type { Capabilities } from '../base/capabilities.ts';
import { operatorPrefix } from '../base/operatorPrefix.ts';
import { isError, type Problem } from '../base/problem.ts';
import { quote } from '../base/quote.ts';
import { readDocument } from '../base/readDocument.ts';
import { runRules } from '../base/runRules.ts';
import { createCheckContext } from './checkContext.ts';
import { readCapabilities } from './readCapabilities.ts';
import { type ExtensionSdl, readExtension } from './readExtension.ts';
import { readRoleContract } from './readRoleContract.ts';
import { subgraphRules } from './rules/index.ts';

/** The subgraph of an operator as it was handed in. */
export interface OperatorSdl {
  readonly code: string;
  readonly role: Role;
  readonly sdl: string;
  /** How the reader of problems knows the text. */
  readonly file?: string;
}

/** What a check finds. Capabilities are there exactly when no problem is an error. */
export interface SubgraphCheck {
  readonly problems: readonly Problem[];
  readonly capabilities?: Capabilities;
  /** What the operator adds to its role's graph; absent when it adds nothing. */
  readonly extension?: ExtensionSdl;
}

/** Checks the SDL of one operator. */
export function checkSubgraph({ code, role, sdl, file }: OperatorSdl): SubgraphCheck {
  const prefix = operatorPrefix(code);
  if (prefix === undefined) return { problems: [impossibleCode(code)] };
  const reading = readDocument(sdl, file);
  if (reading.problem !== undefined) return { problems: [reading.problem] };
  const context = createCheckContext(reading.document, code, prefix, readRoleContract(role));
  const problems = runRules(subgraphRules, context, reading.source, file);
  if (problems.some(isError)) return { problems };
  const extension = readExtension(context);
  const capabilities = readCapabilities(context);
  return { problems, capabilities, ...(extension === undefined ? {} : { extension }) };
}

function impossibleCode(code: string): Problem {
  return {
    code: 'HUB009',
    severity: 'error',
    message: `${quote(code)} is not a possible operator code`,
    help: 'use lower-case letters and digits in parts joined by hyphens, each beginning with a letter, as `sf-express`',
  };
}
