import { describe, expect, it } from 'vitest';
import { agentEnvironment, toolEnvironment } from '../../../../engine/ports/environment.ts';

const OWN = {
  PATH: '/bin',
  HOME: '/home/ada',
  LANG: 'de_DE.UTF-8',
  LC_ALL: 'C',
  TMPDIR: '/t',
  USER: 'ada',
  LOGNAME: 'ada',
  SHELL: '/bin/sh',
  TZ: 'UTC',
  SSH_AUTH_SOCK: '/s',
  https_proxy: 'http://proxy.example.com',
  NO_PROXY: 'example.com',
  IMSG_LOG: '1',
  FAKE_IMSG_BUILD: '0.14.1',
  MODEL_KEY: 'secret',
  NODE_OPTIONS: '--inspect',
  LD_PRELOAD: '/x.so',
  MY_PATH: '/y',
  LCX: 'z',
};

describe('what programs get of the environment (ruling-38)', () => {
  it('imsg: a named list, and what the configuration adds or replaces', () => {
    const { MODEL_KEY: _, NODE_OPTIONS: _n, LD_PRELOAD: _l, MY_PATH: _m, LCX: _x, ...passed } = OWN;
    expect(toolEnvironment(OWN)).toEqual(passed);
    expect(toolEnvironment(OWN, { TZ: 'Europe/Berlin', EXTRA: '1' })).toEqual({
      ...passed,
      TZ: 'Europe/Berlin',
      EXTRA: '1',
    });
  });

  it('agents: everything, or what is named, and in both cases what is added', () => {
    const added = { IMGATE_TURN_ID: 't', PATH: '/other' };
    expect(agentEnvironment(OWN, null, added)).toEqual({ ...OWN, ...added });
    expect(agentEnvironment(OWN, ['MODEL_KEY', 'ABSENT'], added)).toEqual({ MODEL_KEY: 'secret', ...added });
    expect(agentEnvironment(OWN, [], added)).toEqual(added);
  });
});
