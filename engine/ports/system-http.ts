import type { Clock } from './clock.ts';
import type { Http, HttpAnswer, HttpRequest } from './http.ts';
import { systemCode } from './system-failures.ts';

export function createSystemHttp(clock: Clock): Http {
  return {
    async post(request, signal) {
      const ending = new AbortController();
      const end = () => ending.abort('was stopped');
      const { timeoutMs, answerBytesMax } = request;
      const timer = clock.after(timeoutMs, () => ending.abort(`did not answer within ${timeoutMs} ms`));
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) end();
      try {
        const answer = await exchange(request, ending.signal).catch((error: unknown) => {
          throw new Error(ending.signal.aborted ? String(ending.signal.reason) : wordsOf(error));
        });
        if (answer === null) throw new Error(`answered more than ${answerBytesMax} bytes`);
        return answer;
      } finally {
        timer.cancel();
        signal.removeEventListener('abort', end);
      }
    },
  };
}

/** Null = the answer is too long. */
async function exchange(
  { url, body, contentType, answerBytesMax }: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer | null> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.byteLength),
    redirect: 'error',
    signal,
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length;
    if (bytes > answerBytesMax) return null;
    chunks.push(chunk);
  }
  return { status: answer.status, body: Buffer.concat(chunks) };
}

/** Not those of the error, which may name the address with all that is in it. */
function wordsOf(error: unknown): string {
  const code = systemCode((error as { readonly cause?: unknown } | null)?.cause);
  return `gave no whole answer${code === '' ? '' : ` (${code})`}`;
}
