import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../../engine/ports/clock.ts';
import { createSystemHttp } from '../../../../engine/ports/system-http.ts';

const http = createSystemHttp(createSystemClock());

async function post(listener: RequestListener, timeoutMs = 60_000, signal = new AbortController().signal) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const body = Buffer.from('a voice memo');
  try {
    return await http.post({ url, body, contentType: 'audio/x-caf', timeoutMs, answerBytesMax: 100 }, signal);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('what is posted', () => {
  it('arrives as it is, with its type, and the answer is read whole', async () => {
    const answer = await post((request, response) => {
      response.writeHead(201);
      response.write(`${request.method} ${request.headers['content-type']}: `);
      request.pipe(response);
    });
    expect(answer.status).toBe(201);
    expect(Buffer.from(answer.body).toString()).toBe('POST audio/x-caf: a voice memo');
  });

  it('fails where the answer is too long, leads elsewhere, or does not come', async () => {
    await expect(post((_, response) => response.end('x'.repeat(101)))).rejects.toThrow(
      'answered more than 100 bytes',
    );
    const away: RequestListener = (_, response) => response.writeHead(302, { location: '/other' }).end();
    await expect(post(away)).rejects.toThrow();
    await expect(post(() => {}, 50)).rejects.toThrow('did not answer within 50 ms');
    const stopped = AbortSignal.abort();
    await expect(post(() => {}, 60_000, stopped)).rejects.toThrow('was stopped');
  });
});
