/** The form of a case for `readAgreement`, and the agreement that the cases change. */

/**
 * In the agreement `line` is replaced by `refused`, and the check finds exactly `finds` ("code line:column message", with a
 * question mark after the code of a warning); replaced by `accepted` it finds nothing.
 */
export interface AgreementCase {
  readonly line: string;
  readonly refused: string;
  readonly finds: readonly string[];
  readonly accepted: string;
}

/** A small agreement, without a problem as it stands. */
export const AGREEMENT = `extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(
    operator: "hive-box", platform: "cainiao", version: 1
    purposes: [ORDER_STATUS, RECIPIENT_NOTICE]
    from: "2017-06-03T12:00:00+08:00", until: "2018-06-03T00:00:00+08:00"
  )

type LockerLeg {
  status: ParcelStatus @share
  events(last: Int): [TrackingEvent] @share
  compartment: Compartment @share
  storedAt: DateTime @share
  pickupCode: String @share(for: [RECIPIENT_NOTICE], until: DELIVERED)
  recipient: Recipient @share
}

type TrackingEvent {
  occurredAt: DateTime @share
  text: String @share(as: SCRUB)
}

type Compartment {
  id: ID @share(until: DELIVERED)
}

type Recipient {
  phone: String @share(as: CN_PHONE)
}
`;
