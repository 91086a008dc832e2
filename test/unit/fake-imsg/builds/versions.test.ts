import { describe, expect, it } from 'vitest';
import { resolveBuild } from '../../../../fake-imsg/builds/builds.ts';
import { chooseBuild } from '../../../../fake-imsg/builds/versions.ts';

describe('chooseBuild (wire-7.1)', () => {
  it('takes the current build unless told otherwise', () => {
    expect(chooseBuild(undefined)).toEqual({ name: 'current', version: '0.15.1' });
    expect(chooseBuild('')).toEqual(chooseBuild('current'));
    expect(chooseBuild('0.15.1')).toEqual(chooseBuild('current'));
  });

  it('takes the next older build for a version without one, and reports the version asked for', () => {
    expect(chooseBuild('0.15.9')).toEqual({ name: '0.15.2', version: '0.15.9' });
    expect(chooseBuild('0.16.0')).toEqual({ name: '0.15.10', version: '0.16.0' });
    expect(chooseBuild('0.15.0')).toEqual({ name: '0.14.1', version: '0.15.0' });
    expect(chooseBuild('0.14.0')).toEqual({ name: '0.13.4', version: '0.14.0' });
    expect(chooseBuild('0.7.2')).toEqual({ name: '0.7.0', version: '0.7.2' });
    expect(chooseBuild('0.8.0')).toEqual({ name: '0.7.3', version: '0.8.0' });
    expect(chooseBuild('0.8.2')).toEqual({ name: '0.8.1', version: '0.8.2' });
    expect(chooseBuild('0.11.0')).toEqual({ name: '0.11.0', version: '0.11.0' });
    expect(resolveBuild('0.16.0').version).toBe('0.16.0');
  });

  it.each(['0.4.9', '0.3.0', 'newest', '1', 'toString'])('refuses %s and says what there is', (asked) => {
    expect(() => chooseBuild(asked)).toThrow(
      `FAKE_IMSG_BUILD=${asked}: no such build. There are: 0.2.1 (0.2.1), 0.5.0 (0.5.0), `,
    );
  });

  it.each([
    ['before-rpc', '0.2.1'],
    ['legacy', '0.5.0'],
    ['startup-banner', '0.8.1'],
    ['serial', '0.9.0'],
    ['pre-balloon-metadata', '0.11.0'],
    ['lenient', '0.13.4'],
    ['strict', '0.14.1'],
  ])('takes %s for build %s', (profile, version) => {
    expect(chooseBuild(profile)).toEqual(chooseBuild(version));
  });
});

describe('the methods of a build', () => {
  it('are in the order in which it lists them', () => {
    const { methods } = resolveBuild('current');
    const order = ['initialize', 'status', 'watch.unsubscribe', 'chats.list', 'messages.stats'];
    expect(Object.keys(methods).slice(0, 5)).toEqual(order);
    const old = Object.keys(resolveBuild('0.9.0').methods);
    expect(old[0]).toBe('chats.list');
    expect(old.indexOf('watch.unsubscribe')).toBe(old.indexOf('watch.subscribe') + 1);
  });
});
