// Property lists as text. Messages itself writes binary ones, but imsg reads either.

const TOKEN = /<(\/?)([a-z]+)[^>]*?(\/?)>|([^<]+)/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The string under `key` in the top dictionary of an XML property list; null where there is none. */
export function xmlPlistString(bytes: Uint8Array, key: string): string | null {
  const xml = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (!/^\s*(<\?xml|<!DOCTYPE|<plist)/.test(xml)) return null;
  const body = xml.replace(/<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>/gs, '');
  const open: string[] = [];
  let text = '';
  let lastKey = '';
  for (const [, closing, name = '', empty, characters] of body.matchAll(TOKEN)) {
    if (characters !== undefined) text += characters;
    else if (closing) {
      const isOfTop = open.join(' ') === `plist dict ${name}`;
      if (isOfTop && name === 'key') lastKey = unescaped(text);
      else if (isOfTop && name === 'string' && lastKey === key) return unescaped(text);
      open.pop();
    } else {
      text = '';
      if (!empty) open.push(name);
    }
  }
  return null;
}

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10));
  });
}
