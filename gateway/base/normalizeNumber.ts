/** The one spelling of a tracking number: without spaces and dashes, in capitals, as operators print it. */
export function normalizeNumber(trackingNumber: string): string {
  return trackingNumber.replace(/[\s-]+/g, '').toUpperCase();
}
