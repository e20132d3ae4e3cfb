/**
 * Writes the demo's data set: `node --import tsx subgraphs/seed/main.ts FOLDER`. Prints how far it is, and tells a parent
 * process, when there is one, as `{ progress, message }`. `SEED_PARCELS` asks for another number of parcels, `SEED_IN_FLIGHT` for so
 * many more of Cainiao that are in flight.
 */
import { DEFAULT_PARCELS, writeDataSet } from './writeDataSet.ts';

const [folder] = process.argv.slice(2);
const parcels = Number(process.env['SEED_PARCELS'] ?? DEFAULT_PARCELS);
const inFlight = Number(process.env['SEED_IN_FLIGHT'] ?? 0);

if (folder === undefined) {
  process.stderr.write('name the folder to write to: node --import tsx subgraphs/seed/main.ts FOLDER\n');
  process.exit(2);
}
if (!Number.isInteger(parcels) || parcels < 1) {
  process.stderr.write(`SEED_PARCELS is a whole number above 0, not \`${process.env['SEED_PARCELS']}\`\n`);
  process.exit(2);
}
if (!Number.isInteger(inFlight) || inFlight < 0) {
  process.stderr.write(`SEED_IN_FLIGHT is a whole number, not \`${process.env['SEED_IN_FLIGHT']}\`\n`);
  process.exit(2);
}

writeDataSet(folder, {
  parcels,
  inFlight,
  onProgress: (progress, message) => {
    process.stdout.write(`${String(Math.round(progress * 100)).padStart(3)} %  ${message}\n`);
    if (process.connected) process.send?.({ progress, message });
  },
});
// An open channel to the parent would keep the process alive.
if (process.connected) process.disconnect();
