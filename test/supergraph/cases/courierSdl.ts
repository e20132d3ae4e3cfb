/** A small courier's SDL, valid as it stands, in which the cases change one line at a time. */
export const COURIER_SDL = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
  @link(url: "https://specs.tracking-hub.example/network/v1.0", import: ["@operational", "@personal", "@continuity", "PersonalCategory", "DataSubject"])

directive @operational on FIELD_DEFINITION
directive @continuity on FIELD_DEFINITION
directive @personal(category: PersonalCategory!, subject: DataSubject!) on FIELD_DEFINITION
enum PersonalCategory { IDENTITY CONTACT ADDRESS ACCESS_SECRET PROOF GOODS VALUE FREE_TEXT }
enum DataSubject { SENDER RECIPIENT COURIER ANYBODY }

interface Leg {
  operator: Operator!
  waybill: ID!
  status: ParcelStatus
}

type CourierLeg implements Leg @key(fields: "operator { code } waybill") {
  operator: Operator! @operational
  waybill: ID! @operational
  status: ParcelStatus @operational @continuity
  events(last: Int): [TrackingEvent] @operational
  recipient: Recipient @personal(category: IDENTITY, subject: RECIPIENT)
}

type Operator @key(fields: "code", resolvable: false) {
  code: ID! @operational
}

type TrackingEvent @shareable {
  occurredAt: DateTime @operational
  status: ParcelStatus @operational
}

type Recipient @shareable {
  name: String
}

enum ParcelStatus {
  IN_TRANSIT
  DELIVERED
}

scalar DateTime
`;
