/** Runs the steps of a case and lays out what came of each, as it stands in the file. */
import type { CaseFile, CaseStep, Section } from './caseFile.ts';
import type { CaseNetwork } from './caseNetwork.ts';
import { OpaqueValues } from './opaqueValues.ts';
import { printAnswer } from './printAnswer.ts';
import { printSeen } from './printSeen.ts';

/** What came of a step. */
export interface StepOutcome {
  readonly step: CaseStep;
  readonly checker: string;
  readonly sees: string;
  readonly gets: string;
}

/** Runs all steps of a file, one after the other. */
export async function runCase(network: CaseNetwork, file: CaseFile): Promise<readonly StepOutcome[]> {
  const opaque = new OpaqueValues();
  const outcomes: StepOutcome[] = [];
  for (const step of file.steps) outcomes.push(await runStep(network, step, opaque));
  return outcomes;
}

async function runStep(network: CaseNetwork, step: CaseStep, opaque: OpaqueValues): Promise<StepOutcome> {
  const checker = network.useAgreements(step.agreements);
  network.takeSeen();
  const variables = JSON.parse(opaque.reveal(JSON.stringify(step.variables)));
  const { status, text } = await network.ask(step, variables);
  const sees = printSeen(
    network.takeSeen(),
    new Set(step.legs.map(({ announcement }) => announcement.operator)),
  );
  return { step, checker, sees, gets: printAnswer(status, JSON.parse(opaque.hide(text))) };
}

/** The file with what came of it in place of what was expected. */
export function writeOutcomes(file: CaseFile, outcomes: readonly StepOutcome[]): string {
  const bodies = new Map<Section, string>(
    outcomes.flatMap(({ step: { expected }, checker, sees, gets }): [Section, string][] => [
      ...(expected.checker ? [[expected.checker, checker] as [Section, string]] : []),
      [expected.sees, sees],
      [expected.gets, gets],
    ]),
  );
  const sections = file.sections.map((section) => {
    const heading = `=== ${section.name}${section.caption === '' ? '' : `: ${section.caption}`}`;
    const body = bodies.get(section) ?? section.body;
    return body === '' ? heading : `${heading}\n${body}`;
  });
  return `${[file.head, ...sections].join('\n\n')}\n`;
}
