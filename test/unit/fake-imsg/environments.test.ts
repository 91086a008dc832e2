import { expect, it } from 'vitest';
import { environmentFacts } from '../../../fake-imsg/environments.ts';

it('differs from the basic environment in the one permission an environment is named for', () => {
  const basic = environmentFacts(undefined);
  expect(environmentFacts('basic')).toEqual(basic);
  expect(environmentFacts('no-fda')).toEqual({ ...basic, fullDiskAccess: false });
  expect(environmentFacts('no-automation')).toEqual({ ...basic, automation: false });
});

it.each(['no-such', 'constructor'])('does not know %s and says what there is', (name) => {
  expect(() => environmentFacts(name)).toThrow(
    `no environment ${name}; there are: basic, bridge, partial, dropped, hung, sip-off, library-validation, ` +
      'sip-unknown, no-helper, no-fda, no-automation, not-signed-in',
  );
});
