const LINE_FEED = 0x0a;

/** Cuts a stream of bytes into lines. */
export interface LineSplitter {
  /** The lines that these bytes complete, trimmed; blank ones left out. */
  push(bytes: Uint8Array): string[];
  /** What stands after the last line feed, trimmed; null when that is nothing. */
  end(): string | null;
}

export function createLineSplitter(): LineSplitter {
  const decoder = new TextDecoder();
  let pending: Uint8Array[] = [];
  const take = (tail: Uint8Array) => {
    const bytes = pending.length === 0 ? tail : Buffer.concat([...pending, tail]);
    pending = [];
    return decoder.decode(bytes).trim();
  };
  return {
    push(bytes) {
      const lines: string[] = [];
      let start = 0;
      for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
        const line = take(bytes.subarray(start, end));
        if (line !== '') lines.push(line);
        start = end + 1;
      }
      // Copied, because whoever delivers bytes may use their memory again.
      if (start < bytes.length) pending.push(bytes.slice(start));
      return lines;
    },
    end() {
      const line = take(new Uint8Array());
      return line === '' ? null : line;
    },
  };
}
