import { expect, it } from 'vitest';
import { createEngine } from '../../../engine/index.ts';

const config = { channels: { imessage: { allowFrom: ['+15550001111'] } } };

it('refuses native Windows before it looks at anything, whoever embeds it (ruling-46)', () => {
  const onWindows = () => createEngine({ config: 'none', ports: { platform: 'win32' } });
  expect(onWindows).toThrow(expect.objectContaining({ code: 'host_unsupported' }));
  expect(() => createEngine({ config, ports: { platform: 'linux' } })).not.toThrow();
});
