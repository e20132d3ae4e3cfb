/** What tests ask the control API of agreements: every field there is. */

export const APPEND = `mutation ($record: String!, $signature: String!) {
  appendRecord(record: $record, signature: $signature) { seq hash agreement { standing { state } head { seq hash } } }
}`;
export const SHOW = `query ($pair: ID!) { agreement(pair: $pair) {
  pair operator platform standing { state since by reason next { state at } version floorBefore withheld isDisputed }
  versions { version document from until agreedAt noticeHours } offer { version document documentHash by at }
  stops { kind by reason declaredAt effectiveAt endsAt } disputes { by openedAt settledAt }
  measures { by kind from until withhold } head { seq hash }
} }`;
export const RECORDS = `query ($pair: ID!) { records(pair: $pair) {
  pair records { seq hash record signature keyId receivedAt } keys { id participant publicKey addedAt revokedAt }
} }`;
