import { describe, expect, it } from 'vitest';
import { BUILD_NAMES } from '../../../../fake-imsg/builds/versions.ts';
import type { Facts } from '../../../../fake-imsg/device/device.ts';
import { ENVIRONMENTS } from '../../../../fake-imsg/environments.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

function run(argv: string[], build: string, facts?: Facts) {
  const { device } = createTestMac(facts ? { facts } : {});
  const { lines, exitCode } = startTestImsg(device, { argv, env: { FAKE_IMSG_BUILD: build } });
  return { code: exitCode(), lines: [...lines] };
}

describe('errors of imsg itself (wire-1.6)', () => {
  const history = ['history', '--chat-id', '1'];

  it('are values in 0.5.0, and text afterwards', () => {
    const badDate = [...history, '--start', 'soon'];
    expect(run(badDate, '0.5.0')).toEqual({ code: 1, lines: ['invalidISODate("soon")'] });
    expect(run(badDate, '0.9.0')).toEqual({ code: 1, lines: ['Invalid ISO8601 date: soon'] });
    expect(run(history, '0.5.0', ENVIRONMENTS['no-fda'].facts).lines).toEqual([
      'permissionDenied(path: ":memory:", underlying: authorization denied (code: 23))',
    ]);
    expect(run(history, '0.9.0', ENVIRONMENTS['no-fda'].facts).lines.join('\n')).toMatch(
      /chat\.db.*Full Disk Access/s,
    );
  });

  it('of the parser are text always', () => {
    expect(run(['history'], '0.5.0').lines).toEqual(['Missing required option: --chat-id']);
    expect(run(['chats', '--nope'], '0.5.0').lines).toEqual(['Unknown option --nope']);
  });
});

describe('commands that a release does not have', () => {
  it.each([
    ['0.5.0', 'status'],
    ['0.5.0', 'search'],
    ['0.9.0', 'poll'],
    ['0.11.1', 'stats'],
  ])('%s answers %s as any unknown word', (build, command) => {
    expect(run([command, '--json'], build)).toEqual({
      code: 1,
      lines: [`Unknown subcommand '${command}' for command 'imsg'`],
    });
  });
});

describe('a command that no release has (U10)', () => {
  it('is offered by none, and answered as any unknown word', () => {
    for (const build of BUILD_NAMES) {
      const unknown = { code: 1, lines: ["Unknown subcommand 'send-location' for command 'imsg'"] };
      expect(run(['send-location', 'send', '--json'], build)).toEqual(unknown);
      expect(run(['--help'], build).lines.join('\n')).not.toContain('send-location');
    }
  });
});
