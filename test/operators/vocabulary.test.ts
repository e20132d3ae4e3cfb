/**
 * Each operator's mapping against the network's vocabulary, written out here by canonical state: native codes before the
 * colon's right-hand side must mean exactly that, and no code may be missing from the list.
 */
import { describe, expect, test } from 'vitest';
import { POST_EVENTS, POST_MEANINGS } from '../../subgraphs/china-post/mapping.ts';
import { HIVE_CODES, HIVE_MEANINGS } from '../../subgraphs/hive-box/mapping.ts';
import { INPOST_MEANINGS, INPOST_STATUSES } from '../../subgraphs/inpost/mapping.ts';
import { type CodeRow, readCodeTable } from '../../subgraphs/kit/codeTable.ts';
import { SF_CODES, SF_MEANINGS } from '../../subgraphs/sf-express/mapping.ts';
import { ZTO_MEANINGS, ZTO_STATES } from '../../subgraphs/zto/mapping.ts';

// biome-ignore format: a table is read by its columns
const VOCABULARY = `
  state                                        | SF                    | Kuaidi100  | UPU             | Hive Box | InPost
  REGISTERED_LABEL_CREATED                     | 647 646               | 101        | ITMATT          | B1       | created offers_prepared offer_selected confirmed
  REGISTERED_AWAITING_COLLECTION               | 151 152               | 102        | PICKUP          |          |
  REGISTERED_DROPPED_IN_LOCKER                 | 127                   |            |                 | 127 131  | dispatched_by_sender
  ACCEPTED_BY_CARRIER                          | 50 54 129             | 103 1      | EMA             | 129      | collected_from_sender taken_by_courier
  ACCEPTED_BY_AGENT                            | 607 655               |            | EMA/20          |          | dispatched_by_sender_to_pok taken_by_courier_from_pok
  IN_TRANSIT_MOVING                            | 105 106 302 3036      | 0 1002     |                 |          | canceled_redirect_to_box
  IN_TRANSIT_ARRIVED_FACILITY                  | 31 11                 |            | EMB EMJ EDD     |          | adopted_at_source_branch adopted_at_sorting_center
  IN_TRANSIT_DEPARTED_FACILITY                 | 30 10 36              |            | EMK EDE         |          | sent_from_source_branch sent_from_sorting_center
  IN_TRANSIT_LEFT_ORIGIN_COUNTRY               |                       |            | EMC             |          |
  IN_TRANSIT_ARRIVED_DESTINATION_COUNTRY       |                       |            | EMD             |          |
  IN_TRANSIT_DESTINATION_CITY                  |                       | 1001       | EMF EMG         |          | adopted_at_target_branch
  IN_TRANSIT_CUSTOMS_PRESENTED                 | 15 16 17              | 8 10 11    | EXA EDB         |          |
  IN_TRANSIT_CUSTOMS_RELEASED                  | 14 606 623            | 12         | EXC EDC         |          |
  IN_TRANSIT_CUSTOMS_NEEDS_INFO                | 613                   |            | EME/43          |          |
  IN_TRANSIT_HANDED_TO_OPERATOR                | 626 627 656 657       | 7          | ONWARD          |          |
  IN_TRANSIT_REDIRECTED                        | 99                    | 1003       | REDIR           |          | redirect_to_box readdressed
  OUT_FOR_DELIVERY_COURIER                     | 44 204                | 5          | EDG             |          | out_for_delivery_to_address
  OUT_FOR_DELIVERY_TO_PICKUP_POINT             | 123                   |            | EDG/30          | 123      | out_for_delivery
  AVAILABLE_FOR_PICKUP_LOCKER                  | 125                   | 501        | EDH/30          | 125 X1   | ready_to_pickup
  AVAILABLE_FOR_PICKUP_STATION                 | 678                   |            | EDH             |          | ready_to_pickup_from_pok ready_to_pickup_from_pok_registered ready_to_pickup_from_branch
  AVAILABLE_FOR_PICKUP_TEMPORARY               |                       |            | EDF             |          | stack_in_box_machine stack_in_customer_service_point
  AVAILABLE_FOR_PICKUP_REMINDED                |                       |            |                 | R1       | pickup_reminder_sent pickup_reminder_sent_address
  AVAILABLE_FOR_PICKUP_OVERDUE                 |                       | 205        |                 | R2       | pickup_time_expired avizo stack_parcel_pickup_time_expired stack_parcel_in_box_machine_pickup_time_expired courier_avizo_in_customer_service_point
  AVAILABLE_FOR_PICKUP_REMOVED_BY_COURIER      | 126                   |            |                 | 126      | unstack_from_box_machine unstack_from_customer_service_point taken_by_courier_from_customer_service_point
  DELIVERY_FAILED                              |                       | 204        |                 |          |
  DELIVERY_FAILED_NOBODY                       | 70                    | 206        | EMH EMH/11      |          | undelivered
  DELIVERY_FAILED_CLOSED                       | 33                    |            | EMH/12          |          | undelivered_no_mailbox undelivered_lack_of_access_letterbox
  DELIVERY_FAILED_ADDRESS                      | 33/A                  | 207        | EMH/10          |          | undelivered_wrong_address undelivered_incomplete_address undelivered_not_live_address undelivered_unknown_receiver
  DELIVERY_FAILED_REFUSED                      | 70/R                  | 203 14     | EMH/13          |          | rejected_by_receiver
  DELIVERY_FAILED_FEES_OR_SECURITY             | 613/F                 |            | EMH/14          |          | undelivered_cod_cash_receiver
  DELIVERED_TO_RECIPIENT                       | 80 8000               | 301 3      | EMI             |          |
  DELIVERED_COLLECTED                          | 128 679               | 304        | EMI/30          | 128      | delivered
  DELIVERED_TO_PROXY                           | 80/P                  | 303        | EMI/21          |          |
  DELIVERED_AFTER_EXCEPTION                    |                       | 302        |                 |          |
  DELIVERED_COD_PAID                           | 80/C                  |            |                 |          |
  RETURNING                                    | 631                   | 6          | EDX             |          | returned_to_sender
  RETURNED                                     | 648                   | 4          | EDX/90          |          |
  EXCEPTION_DELAYED                            | 34 66 77 77/W 77/H    | 201 202 208 | EDA EDA/51 EDA/52 EXD |   | delay_in_delivery
  EXCEPTION_CUSTOMS                            | 18 619 620 621        | 13         | EXB EME         |          |
  EXCEPTION_DAMAGED                            | 72/D                  | 209        | CN24/2          |          |
  EXCEPTION_LOST                               | 72/L                  |            | CN24/1          |          | missing
  EXCEPTION_DESTROYED                          | 72/X                  |            | CN24/3          |          |
  EXCEPTION_OTHER                              | 72 870                | 2          | CN24            |          | oversized claimed other
  CANCELLED                                    | CANCEL                | 210 401    | EXX             | C1       | canceled
`;

const OPERATORS = [
  ['sf-express', 1, SF_CODES, SF_MEANINGS],
  ['zto', 2, ZTO_STATES, ZTO_MEANINGS],
  ['china-post', 3, POST_EVENTS, POST_MEANINGS],
  ['hive-box', 4, HIVE_CODES, HIVE_MEANINGS],
  ['inpost', 5, INPOST_STATUSES, INPOST_MEANINGS],
] as const;

const CUSTODY_OF_STATUS: Readonly<Record<string, readonly string[]>> = {
  REGISTERED: ['SENDER', 'LOCKER'],
  ACCEPTED: ['OPERATOR'],
  IN_TRANSIT: ['OPERATOR', 'CUSTOMS'],
  OUT_FOR_DELIVERY: ['OPERATOR'],
  AVAILABLE_FOR_PICKUP: ['LOCKER', 'STATION', 'OPERATOR'],
  DELIVERY_FAILED: ['OPERATOR'],
  DELIVERED: ['RECIPIENT'],
  RETURNING: ['OPERATOR'],
  RETURNED: ['SENDER'],
  EXCEPTION: ['OPERATOR', 'CUSTOMS'],
  CANCELLED: ['SENDER'],
};

/** The state that the vocabulary gives to each code of one operator. */
function readColumn(column: number): ReadonlyMap<string, string> {
  const [, ...lines] = VOCABULARY.trim().split('\n');
  return new Map(
    lines.flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      const codes = (cells[column] ?? '').split(' ').filter((code) => code !== '');
      return codes.map((code): [string, string] => [code, cells[0] ?? '']);
    }),
  );
}

describe.each(OPERATORS)('%s', (_, column, rows, meanings) => {
  const states = readColumn(column);

  test.each([...states])('%s means %s', (code, state) => {
    const meaning = meanings.get(code);
    expect(meaning?.substatus ?? meaning?.status).toBe(state);
  });

  test('has no code beside these, and explains each', () => {
    expect(rows.map(([code]) => code).toSorted()).toEqual([...states.keys()].toSorted());
    for (const [code, , , , , , meaning] of rows) expect(meaning, code).not.toBe('');
  });

  test('says who holds the parcel, in keeping with the status', () => {
    for (const [code, status, substatus, custody] of rows) {
      expect(CUSTODY_OF_STATUS[status], code).toContain(custody);
      if (substatus !== null) expect(substatus.startsWith(`${status}_`), code).toBe(true);
    }
  });

  test('gives a reason for every exception and failed delivery, and asks for action after each failed one', () => {
    for (const [code, status, , , reason, act] of rows) {
      if (status === 'EXCEPTION' || status === 'DELIVERY_FAILED') expect(reason, code).not.toBeNull();
      if (status === 'DELIVERY_FAILED') expect(act, code).toBe('act');
    }
  });
});

test('a table with one code twice is refused', () => {
  const row: CodeRow = ['1', 'ACCEPTED', 'ACCEPTED_BY_CARRIER', 'OPERATOR', null, '', 'taken'];
  expect(() => readCodeTable([row, row])).toThrow('code 1 has two rows');
});
