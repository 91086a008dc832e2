import type { Clock } from './clock.ts';
import type { Http, HttpAnswer, HttpRequest } from './http.ts';

export function createSystemHttp(clock: Clock): Http {
  return {
    async post(request, signal) {
      const ending = new AbortController();
      const end = () => ending.abort('was stopped');
      const { timeoutMs } = request;
      const timer = clock.after(timeoutMs, () => ending.abort(`did not answer within ${timeoutMs} ms`));
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) end();
      try {
        return await exchange(request, ending.signal);
      } catch (error) {
        if (ending.signal.aborted) throw new Error(String(ending.signal.reason));
        throw error;
      } finally {
        timer.cancel();
        signal.removeEventListener('abort', end);
      }
    },
  };
}

async function exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const { url, body, contentType, answerBytesMax } = request;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: Buffer.from(body),
    redirect: 'error',
    signal,
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length;
    if (bytes > answerBytesMax) throw new Error(`answered more than ${answerBytesMax} bytes`);
    chunks.push(chunk);
  }
  return { status: answer.status, body: Buffer.concat(chunks) };
}
