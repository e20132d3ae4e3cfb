/**
 * Reads the YAML that the files of `gateway/deploy` are written in: block mappings and lists, lists in one line, plain and quoted
 * scalars, comments, anchors with merge keys. Invariant: whatever else YAML has is refused, not guessed at.
 */

export type Yaml = string | number | boolean | null | readonly Yaml[] | { readonly [key: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
  readonly nr: number;
}

/** The one document of a text. Throws with the line of what it cannot read. */
export function readYaml(text: string): Yaml {
  const lines = text.split('\n').flatMap((raw, index): readonly Line[] => {
    if (raw.includes('\t')) throw new Error(`line ${index + 1}: a tab`);
    const content = raw.replace(/(^|\s)#.*$/, '').trimEnd();
    if (content.trim() === '') return [];
    return [{ indent: content.length - content.trimStart().length, text: content.trim(), nr: index + 1 }];
  });
  const reader = { lines, at: 0, anchors: new Map<string, Yaml>() };
  const value = readBlock(reader, 0);
  if (reader.at < lines.length) fail(lines[reader.at], 'is indented otherwise');
  return value;
}

interface Reader {
  lines: Line[];
  at: number;
  readonly anchors: Map<string, Yaml>;
}

function fail(line: Line | undefined, why: string): never {
  throw new Error(`line ${line?.nr}: \`${line?.text}\` ${why}`);
}

function readBlock(reader: Reader, indent: number): Yaml {
  const first = reader.lines[reader.at];
  if (first === undefined || first.indent < indent) return null;
  return /^-( |$)/.test(first.text) ? readList(reader, first.indent) : readMapping(reader, first.indent);
}

function readList(reader: Reader, indent: number): Yaml {
  const items: Yaml[] = [];
  for (let line = reader.lines[reader.at]; line?.indent === indent && /^-( |$)/.test(line.text); ) {
    const rest = line.text.slice(1).trimStart();
    if (KEY.test(rest)) {
      // A mapping that begins behind the dash: its keys are indented as the first.
      const inner = { ...line, indent: indent + line.text.length - rest.length, text: rest };
      reader.lines = reader.lines.with(reader.at, inner);
      items.push(readMapping(reader, inner.indent));
    } else {
      reader.at++;
      items.push(rest === '' ? readBlock(reader, indent + 1) : readScalar(rest, line));
    }
    line = reader.lines[reader.at];
  }
  return items;
}

const KEY = /^([\w./<-]+):(?:\s+(.*))?$/;

function readMapping(reader: Reader, indent: number): Yaml {
  const entries = new Map<string, Yaml>();
  for (let line = reader.lines[reader.at]; line?.indent === indent; line = reader.lines[reader.at]) {
    const [, key, rest = ''] = KEY.exec(line.text) ?? fail(line, 'is no `key: value`');
    if (key === undefined || entries.has(key)) fail(line, 'names its key twice');
    reader.at++;
    const [, anchor, value = ''] = /^(?:&(\w+)\s*)?(.*)$/.exec(rest) ?? [];
    const next = reader.lines[reader.at];
    const inner = next !== undefined && /^- /.test(next.text) && next.indent === indent ? indent : indent + 1;
    const read = value === '' ? readBlock(reader, inner) : readValue(reader, value, line);
    if (anchor !== undefined) reader.anchors.set(anchor, read);
    if (key !== '<<') entries.set(key, read);
    else
      for (const [name, merged] of Object.entries(read ?? {}))
        if (!entries.has(name)) entries.set(name, merged);
  }
  return Object.fromEntries(entries);
}

function readValue(reader: Reader, text: string, line: Line): Yaml {
  const [, alias] = /^\*(\w+)$/.exec(text) ?? [];
  if (alias === undefined) return readScalar(text, line);
  return reader.anchors.get(alias) ?? fail(line, 'names an anchor that is not there');
}

function readScalar(text: string, line: Line): Yaml {
  if (/^\[.*\]$/.test(text)) {
    const inner = text.slice(1, -1).trim();
    const items = inner === '' ? [] : (inner.match(/"[^"]*"|[^,]+/g) ?? []);
    return items.map((item) => readScalar(item.trim(), line));
  }
  if (/^"[^"\\]*"$/.test(text)) return text.slice(1, -1);
  if (/^(true|false)$/.test(text)) return text === 'true';
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  if (/^(0|[1-9]\d*)$/.test(text)) return Number(text);
  // What these begin, or hold, means more in YAML, or other things to other readers of it.
  if (/^[[\]{}&*!|>'"%@`?]|: |^(~|null|yes|no|on|off)$/i.test(text)) fail(line, 'is more than is read here');
  return text;
}
