// The text of a message body as imsg 0.5 derives it (wire-4.3), before it knew the longer lengths.

const RUN_START = Buffer.from([0x01, 0x2b]);
const RUN_END = Buffer.from([0x86, 0x84]);
const LEADING_CONTROLS = /^[\p{Cc}\p{Cf}]+/u;

/**
 * The longest text among the runs of an attributedBody. A length of one byte is taken off only where it says
 * exactly how much follows, so that the lengths of long texts are read as text.
 */
export function guessedBodyText(body: Uint8Array): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  let longest = { text: '', length: 0 };
  for (let start = bytes.indexOf(RUN_START); start !== -1; start = bytes.indexOf(RUN_START, start + 1)) {
    const end = bytes.indexOf(RUN_END, start + 2);
    if (end === -1) break;
    const text = runText(bytes.subarray(start + 2, end));
    const { length } = [...text];
    if (length > longest.length) longest = { text, length };
  }
  return longest.text || bytes.toString('utf8').replace(LEADING_CONTROLS, '');
}

function runText(run: Buffer): string {
  const text = run.length > 1 && run[0] === run.length - 1 ? run.subarray(1) : run;
  return text.toString('utf8').replace(LEADING_CONTROLS, '');
}
