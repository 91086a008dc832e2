// The text of a message body as imsg itself derives it (protocol section 4.3). It does not parse the archive:
// it looks for byte runs, so it has limits that a real parser has not, and clients meet those limits.

const RUN_START = Buffer.from([0x01, 0x2b]);
const RUN_END = Buffer.from([0x86, 0x84]);
// biome-ignore lint/suspicious/noControlCharactersInRegex: stripping them is what imsg does.
const LEADING_CONTROLS = /^[\u0000-\u001f\u007f-\u009f]+/;

/** The text of an attributedBody; the whole blob, lossily, where no run is found. */
export function bodyText(body: Uint8Array): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const run = longestRun(bytes);
  const text = run ? decode(withoutLength(run)) : bytes.toString('utf8');
  return text.replace(LEADING_CONTROLS, '');
}

function longestRun(bytes: Buffer): Buffer | null {
  let longest: Buffer | null = null;
  for (let start = bytes.indexOf(RUN_START); start !== -1; start = bytes.indexOf(RUN_START, start + 1)) {
    const end = bytes.indexOf(RUN_END, start + 2);
    if (end === -1) break;
    const run = bytes.subarray(start + 2, end);
    if (!longest || run.length > longest.length) longest = run;
  }
  return longest;
}

function withoutLength(run: Buffer): Buffer {
  if (run[0] === 0x81) return run.subarray(3);
  if (run[0] === 0x82) return run.subarray(5);
  return run.subarray(1);
}

function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return isUtf16 ? bytes.subarray(2).toString('utf16le') : bytes.toString('utf8');
}
