import { expect, test } from 'vitest';
import { parseConfig } from '../../../../../engine/config/load.ts';

function withAddress(http: string) {
  const agents = { list: [{ id: 'main', type: 'echo' }] };
  return () => parseConfig({ agents, media: { transcribe: { http } } }, { home: '/home/ada' });
}

test('voice memos are posted to an address of the web, in which nobody is named', () => {
  const { config } = withAddress('https://example.com/hear?language=en')();
  expect(config.transcribe?.by).toEqual({ http: 'https://example.com/hear?language=en' });
  expect(withAddress('ftp://example.com')).toThrow(
    'media.transcribe.http: "ftp://example.com" is not allowed, expected an address that begins with https:// or http://',
  );
  expect(withAddress('https://ada:secret@example.com:8443/hear?v=1')).toThrow(
    'media.transcribe.http: "https://…@example.com:8443" is not allowed, expected an address without user name and password, which would not be sent',
  );
});

test('a file is too large by its account, else by its channel, else by what agents have in common (OUT-12)', () => {
  const bytesOf = (defaults: object, imessage: object) => {
    const list = [{ id: 'main', type: 'echo' }];
    const { config } = parseConfig(
      { agents: { list, defaults }, channels: { imessage } },
      { home: '/home/ada' },
    );
    return config.accounts.map(({ mediaBytesMax }) => mediaBytesMax / 1024 / 1024);
  };
  const accounts = { home: { dbPath: '/home.db' }, work: { mediaMaxMb: 2 } };
  expect(bytesOf({ model: 'x' }, { accounts })).toEqual([16, 2]);
  expect(bytesOf({ model: 'x', mediaMaxMb: 5 }, { accounts })).toEqual([5, 2]);
  expect(bytesOf({ mediaMaxMb: 5 }, { mediaMaxMb: 7, accounts })).toEqual([7, 2]);
  expect(() => bytesOf({ mediaMaxMb: 0 }, {})).toThrow('agents.defaults.mediaMaxMb');
});
