/** Two platforms with different agreements about the same parcels, and what exactly each of them is to get. */
import type { AgreementFile } from '../../../gateway/agreements/agreement.ts';

export const RACE_NOW = Date.parse('2017-06-03T12:00:00+08:00');

const terms = (platform: string) => `
extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(
    operator: "zto", platform: "${platform}", purposes: [ORDER_STATUS]
    from: "2017-06-01T00:00:00+08:00", until: "2018-06-01T00:00:00+08:00"
  )`;

/** Cainiao gets the phone masked, JD the name masked and the time to the day; each has what the other has not. */
export const RACE_AGREEMENTS: readonly AgreementFile[] = [
  {
    file: 'zto--cainiao.graphql',
    text: `${terms('cainiao')}
      type CourierLeg { status: ParcelStatus @share  recipient: Recipient @share }
      type Recipient { phone: String @share(as: CN_PHONE) }`,
  },
  {
    file: 'zto--jd.graphql',
    text: `${terms('jd')}
      type CourierLeg {
        acceptedAt: DateTime @share(as: DATE, parcels: [FOREIGN])  recipient: Recipient @share(parcels: [FOREIGN])
      }
      type Recipient { name: String @share(as: CN_NAME, parcels: [FOREIGN]) }`,
  },
];

export const RACE_QUERY = `query ($number: ID!) {
  parcel(trackingNumber: $number) { legs { waybill ... on CourierLeg { status acceptedAt recipient { name phone } } } }
}`;

/** Fields that must be in no request for the platform. */
export const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  cainiao: /\b(acceptedAt|name)\b/,
  jd: /\b(status|phone)\b/,
};

const FAMILIES = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'];
const digits = (index: number) => String(index).padStart(4, '0');

/** What ZTO has on record: no two parcels have a value in common. */
export function recordOf(index: number) {
  const minute = String(index % 60).padStart(2, '0');
  const day = String((index % 28) + 1).padStart(2, '0');
  return {
    waybill: `Z${digits(index)}`,
    status: 'IN_TRANSIT' as const,
    acceptedAt: `2017-05-${day}T08:${minute}:07+08:00`,
    recipient: {
      name: `${FAMILIES[index % 10]}小${digits(index)}`,
      phone: `138${digits(index)}00${(index % 90) + 10}`,
    },
  };
}

/** The leg as the platform is to get it. Written by hand, and not by the hub's masks. */
export function expectedLeg(platform: string, index: number) {
  const { waybill, status, acceptedAt, recipient } = recordOf(index);
  if (platform === 'cainiao') {
    const phone = `138******${recipient.phone.slice(-2)}`;
    return { waybill, status, acceptedAt: null, recipient: { name: null, phone } };
  }
  return {
    waybill,
    status: null,
    acceptedAt: `${acceptedAt.slice(0, 10)}T00:00:00+08:00`,
    recipient: { name: `${recipient.name.slice(0, 1)}**`, phone: null },
  };
}
