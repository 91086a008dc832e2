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
