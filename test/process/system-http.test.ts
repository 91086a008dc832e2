import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSystemHttp } from '../../engine/ports/system-http.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';

const clock = createManualClock();
const http = createSystemHttp(clock);

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function post(url: string, signal = new AbortController().signal) {
  const body = Buffer.from('a voice memo');
  return http.post({ url, body, contentType: 'audio/x-caf', timeoutMs: 60_000, answerBytesMax: 100 }, signal);
}

describe('what is posted', () => {
  it('arrives as it is, with its type, and the answer is read whole', async () => {
    const host = await listen((request, response) => {
      response.writeHead(201);
      response.write(`${request.method} ${request.headers['content-type']}: `);
      request.pipe(response);
    });
    const answer = await post(`http://${host}/`);
    expect(answer.status).toBe(201);
    expect(Buffer.from(answer.body).toString()).toBe('POST audio/x-caf: a voice memo');
  });

  it('fails where the answer is too long, breaks off, or leads elsewhere', async () => {
    const long = await listen((_, response) => response.end('x'.repeat(101)));
    await expect(post(`http://${long}/`)).rejects.toThrow(/^answered more than 100 bytes$/);
    const torn = await listen((_, response) => {
      response.writeHead(200, { 'content-length': 2 });
      response.write('x', () => response.destroy());
    });
    await expect(post(`http://${torn}/`)).rejects.toThrow(/^gave no whole answer \(\w+\)$/);
    const away = await listen((_, response) => response.writeHead(302, { location: '/other' }).end());
    await expect(post(`http://${away}/`)).rejects.toThrow(/^gave no whole answer$/);
  });

  it('fails where no answer comes in time, and where nobody wants it any more', async () => {
    const asked = Promise.withResolvers<void>();
    const url = `http://${await listen(() => asked.resolve())}/`;
    const late = expect(post(url)).rejects.toThrow(/^did not answer within 60000 ms$/);
    await asked.promise;
    await clock.advance(60_000);
    await late;
    await expect(post(url, AbortSignal.abort())).rejects.toThrow(/^was stopped$/);
  });

  it('fails in words that say nothing of the address', async () => {
    const host = await listen((request) => request.socket.destroy());
    await expect(post(`http://${host}/?key=secret`)).rejects.toThrow(/^gave no whole answer \(\w+\)$/);
    await expect(post(`http://ada:secret@${host}/`)).rejects.toThrow(/^gave no whole answer$/);
  });
});
