import { expect, test } from 'vitest';
import { defaultPlaces } from '../../../../engine/cli/places.ts';

test('the programs look in the home folder, unless a variable names another place', () => {
  expect(defaultPlaces({ IMGATE_CONFIG: '' }, '/home/ada')).toEqual({
    home: '/home/ada',
    configFile: '/home/ada/.imgate/imgate.json5',
    isConfigNamed: false,
    stateDir: '/home/ada/.imgate',
  });
  const env = { IMGATE_CONFIG: '~/gate.json5', IMGATE_STATE_DIR: '/var/imgate' };
  expect(defaultPlaces(env, '/home/ada')).toEqual({
    home: '/home/ada',
    configFile: '/home/ada/gate.json5',
    isConfigNamed: true,
    stateDir: '/var/imgate',
  });
});
