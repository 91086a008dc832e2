import { describe, expect, it } from 'vitest';
import { resolveBuild } from '../../../../fake-imsg/builds/builds.ts';
import { chooseBuild } from '../../../../fake-imsg/builds/versions.ts';

describe('chooseBuild', () => {
  it('takes the current build unless told otherwise', () => {
    expect(chooseBuild(undefined)).toEqual({ name: 'current', version: '0.15.1' });
    expect(chooseBuild('')).toEqual(chooseBuild('current'));
    expect(chooseBuild('0.15.1')).toEqual(chooseBuild('current'));
  });

  it('takes the next older build for a version without one, and reports the version asked for', () => {
    expect(chooseBuild('0.15.10')).toEqual({ name: 'current', version: '0.15.10' });
    expect(chooseBuild('0.15.0')).toEqual({ name: '0.11.1', version: '0.15.0' });
    expect(chooseBuild('0.11.0')).toEqual({ name: '0.11.0', version: '0.11.0' });
    expect(resolveBuild('0.16.0').version).toBe('0.16.0');
  });

  it.each(['0.10.9', '0.3.0', 'newest', '1', 'toString'])('refuses %s and says what there is', (asked) => {
    expect(() => chooseBuild(asked)).toThrow(
      `FAKE_IMSG_BUILD=${asked}: no such build. There are: 0.11.0 (0.11.0), `,
    );
  });
});
