import { describe, expect, test } from 'vitest';
import { parseCase } from './runner/parseCase.ts';

const HEAD = 'A title\n\nA story in a sentence.\n';
const STEP = `
=== agreement
extend schema

=== data
{
  operator: "zto", waybill: "Z1", orderedThrough: "jd"
  directory: { reached: [ACCEPTED], acceptedAt: "2017-06-01T07:00:00+08:00" }
  record: { status: ACCEPTED }
}

=== caller
jd, ORDER_STATUS

=== now
2017-06-01T12:00:00+08:00

=== client asks
{ operators { code } }

=== variables
{ number: "Z1" }

=== subgraph sees

=== client gets
{}
`;
const ANOTHER = `
=== caller
cainiao, DELIVERY
=== subgraph sees
=== client gets
`;

describe('a case that is understood', () => {
  test('has its steps, each with what the one before did not leave to it', () => {
    const { title, steps } = parseCase('a.case', HEAD + STEP + ANOTHER);
    expect(title).toBe('A title');
    expect(steps.map(({ caller, query, variables }) => [caller.platform, query, variables])).toEqual([
      ['jd', '{ operators { code } }', { number: 'Z1' }],
      ['cainiao', '{ operators { code } }', { number: 'Z1' }],
    ]);
    expect(steps[0]?.legs).toEqual([
      {
        announcement: {
          parcel: 'zto Z1',
          seq: 0,
          operator: 'zto',
          waybill: 'Z1',
          role: 'courier',
          platform: 'jd',
          acceptedAt: '2017-06-01T07:00:00+08:00',
          finalAt: null,
          status: 'ACCEPTED',
          substatus: null,
          everReached: ['ACCEPTED'],
          updatedAt: '2017-06-01T10:00:00+08:00',
        },
        record: { status: 'ACCEPTED', waybill: 'Z1' },
      },
    ]);
  });

  test('keeps the lines of an agreement, so that problems point into the case', () => {
    const [agreement] = parseCase('a.case', HEAD + STEP).steps[0]?.agreements ?? [];
    const line = agreement?.text.split('\n').indexOf('extend schema') ?? -1;
    expect((HEAD + STEP).split('\n')[line]).toBe('extend schema');
  });

  test('another question begins without the variables of the one before', () => {
    const text = `${HEAD}${STEP}\n=== client asks\n{ __typename }\n=== subgraph sees\n=== client gets`;
    expect(parseCase('a.case', text).steps[1]?.variables).toEqual({});
  });
});

describe('a mistake names the file, the line and what to write', () => {
  const broken = (find: string, replace: string) => HEAD + STEP.replace(find, replace);
  const table: readonly (readonly [name: string, text: string, message: string])[] = [
    ['an empty file', '', 'a.case:1: the first line must be the title'],
    ['no story', `A title\n${STEP}`, 'a.case:1: after the title and an empty line, tell the story'],
    ['an unknown section', broken('=== now', '=== when'), 'a.case:18: no section is called `when`'],
    ['a section twice', broken('=== now', '=== caller'), 'a.case:18: `caller` stands twice in one step'],
    [
      'a value that is not closed',
      broken('ACCEPTED }\n}', 'ACCEPTED }'),
      'a.case:12: Syntax Error: Expected Name',
    ],
    ['a fact that nothing reads', broken('waybill', 'wayBill'), 'a.case:9: leg 1: `wayBill` is not known'],
    [
      'a directory fact that nothing reads',
      broken('acceptedAt', 'taken'),
      'a.case:9: leg 1: `taken` is not known',
    ],
    ['an unknown operator', broken('"zto"', '"dhl"'), 'a.case:9: leg 1: no operator is called `dhl`'],
    [
      'a caller without purpose',
      broken('jd, ORDER_STATUS', 'jd'),
      'a.case:16: a caller is a platform and a purpose',
    ],
    [
      'a time without offset',
      broken('12:00:00+08:00', '12:00:00'),
      'a.case:19: `now` is a time with an offset',
    ],
    ['no agreement', HEAD + ANOTHER, 'a.case:5: the step has no `=== agreement`, nor had one before'],
    ['no end', broken('=== client gets\n{}', ''), 'a.case:5: a step must end with `=== client gets`'],
    ['no subgraph sees', broken('=== subgraph sees', ''), 'a.case:29: write `=== subgraph sees`'],
    [
      'an unknown behaviour',
      broken('=== now', '=== operators behave\nzto sleeps\n=== now'),
      'a.case:19: write `zto is down`',
    ],
  ];
  test.each(table)('%s', (_, text, message) => {
    expect(() => parseCase('a.case', text)).toThrow(message);
  });
});
