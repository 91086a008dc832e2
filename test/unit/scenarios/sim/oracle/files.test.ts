import { describe, expect, it } from 'vitest';
import type { SeenFiles } from '../../../../../scenarios/sim/oracle/seen-files.ts';
import {
  brokenIn,
  configOf,
  createDoctoredRun,
  lifeUnder,
  OPEN,
} from '../../../../support/oracle/doctored-run.ts';

const ATTACHMENTS = '/Users/me/Library/Messages/Attachments';

/** One turn is given a file of these contents, on a Mac with these files. */
function broken(put: Readonly<Record<string, string>>, digest: string | null, imessage: object = {}) {
  const run = createDoctoredRun();
  const { call } = run.turn([run.row()]);
  const files: SeenFiles = {
    put: Object.entries(put).map(([path, contents]) => ({ path, digest: contents })),
    made: ['a converted picture'],
    handed: [{ turnId: call.turnId, name: 'photo.jpg', digest }],
  };
  const lives = lifeUnder(configOf({ ...OPEN, includeAttachments: true, ...imessage }));
  return brokenIn(run.history({ files, lives }));
}

describe('a file that a turn is given', () => {
  it('stood below a root, or was made of one that did', () => {
    const mac = { [`${ATTACHMENTS}/0a/photo.jpg`]: 'a picture', '/etc/secret': 'a secret' };
    expect(broken(mac, 'a picture')).toEqual([]);
    expect(broken(mac, 'a converted picture')).toEqual([]);
    expect(broken(mac, 'a secret')).toEqual(['files']);
    expect(broken({ [`${ATTACHMENTS}/../Outside/photo.jpg`]: 'a secret' }, 'a secret')).toEqual(['files']);
    expect(broken({ [`${ATTACHMENTS}OfBob/photo.jpg`]: 'a secret' }, 'a secret')).toEqual(['files']);
    expect(broken({ '/sim/Attachments/photo.jpg': 'a picture' }, 'a picture')).toEqual(['files']);
    expect(
      broken({ '/sim/Attachments/photo.jpg': 'a picture' }, 'a picture', { dbPath: '/sim/chat.db' }),
    ).toEqual([]);
  });

  it('stood below one of those that are configured, where some are', () => {
    const mac = { [`${ATTACHMENTS}/photo.jpg`]: 'a picture', '/srv/b/files/c/photo.jpg': 'another picture' };
    const attachmentRoots = ['/srv/*/files'];
    expect(broken(mac, 'another picture', { attachmentRoots })).toEqual([]);
    expect(broken(mac, 'another picture')).toEqual(['files']);
    expect(broken(mac, 'a picture', { attachmentRoots })).toEqual(['files']);
    expect(broken(mac, 'a picture', { attachmentRoots: [] })).toEqual(['files']);
  });

  it('is whole, and there', () => {
    const mac = { [`${ATTACHMENTS}/photo.jpg`]: 'a picture' };
    expect(broken(mac, 'half a picture')).toEqual(['files']);
    expect(broken(mac, null)).toEqual(['files']);
  });
});
