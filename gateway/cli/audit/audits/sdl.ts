/** Audits of what a subgraph says of itself. */
import { readOwn } from '../../../base/ownRecord.ts';
import { printProblem } from '../../../base/printProblem.ts';
import { isError } from '../../../base/problem.ts';
import { describe, SDL_BODY } from '../askLegs.ts';
import { type Audit, failed, judge, PASSED, skipped } from '../audit.ts';

const SHOWN = 3;

export const SDL_AUDITS: readonly Audit[] = [
  {
    id: 'A-SDL-01',
    level: 'MUST',
    title: 'answers `{ _service { sdl } }` with its SDL',
    why: 'The hub reads the SDL when the subgraph is published, with a grant whose `use` is `sdl`. Libraries for Apollo Federation answer this field by themselves.',
    async run({ send }) {
      const exchange = await send({ body: SDL_BODY, variant: 'SDL' });
      const { answer } = exchange;
      const json = answer.kind === 'answered' ? answer.json : undefined;
      const sdl = readOwn(readOwn(readOwn(json, 'data'), '_service'), 'sdl');
      return judge(typeof sdl === 'string' ? undefined : `no SDL: ${describe(exchange)}`);
    },
  },
  {
    id: 'A-SDL-02',
    level: 'MUST',
    title: "its SDL passes the check of its role's contract",
    why: 'An SDL that does not pass cannot be published. `hub subgraph check` shows every problem with line, caret and help.',
    async run({ reading: { sdl, problems } }) {
      if (sdl === undefined) return skipped('there is no SDL');
      const errors = problems.filter(isError);
      if (errors.length === 0) return PASSED;
      const more = errors.length > SHOWN ? `\n... and ${errors.length - SHOWN} more` : '';
      const shown = errors.slice(0, SHOWN).map(printProblem).join('\n');
      return failed(`the SDL has errors\n${shown}${more}`);
    },
  },
  {
    id: 'A-SDL-03',
    level: 'MAY',
    title: 'masks at the source: its SDL defines `@mask`',
    why: 'Where a subgraph masks names, numbers and texts itself, what is hidden never leaves the operator. Where it does not, the hub masks what it gets, and shows no free text.',
    async run({ reading: { understood } }) {
      if (understood === undefined) return skipped('the SDL does not pass');
      const { masks } = understood.capabilities;
      return judge(masks.size > 0 ? undefined : 'the SDL defines no `@mask`; the hub masks in its place');
    },
  },
];
