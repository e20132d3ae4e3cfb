/** Prints an answer of the hub: its JSON, with whatever fits on a line on one line. */

const WIDTH = 110;

/** The body, below the HTTP status where that is not 200. */
export function printAnswer(status: number, body: unknown): string {
  const text = printJson(body, 0);
  return status === 200 ? text : `HTTP ${status}\n${text}`;
}

function printJson(value: unknown, indent: number): string {
  const flat = printFlat(value);
  const isSmall = flat.length + indent <= WIDTH;
  if (isSmall || typeof value !== 'object' || value === null) return flat;
  const pad = ' '.repeat(indent + 2);
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((item) => `${pad}${printJson(item, indent + 2)}`)
    : Object.entries(value).map(([key, item]) => {
        const name = `${JSON.stringify(key)}: `;
        return `${pad}${name}${printJson(item, indent + 2)}`;
      });
  const [open, close] = isList ? '[]' : '{}';
  return `${open}\n${items.join(',\n')}\n${' '.repeat(indent)}${close}`;
}

function printFlat(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(printFlat).join(', ')}]`;
  const fields = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${printFlat(item)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
