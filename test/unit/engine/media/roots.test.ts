import { Volume } from 'memfs';
import { describe, expect, it } from 'vitest';
import { isBelow, realRoots, rootsOf } from '../../../../engine/media/roots.ts';
import { createMemoryFiles } from '../../../support/engine/memory-files.ts';

const MESSAGES = '/Users/*/Library/Messages/Attachments';

describe('roots', () => {
  it('are the folder beside the database and that of Messages, or what is configured alone (ATT-10, ATT-11, CFG-18, ruling-10)', () => {
    const localDbPath = '/Volumes/old/Messages/chat.db';
    expect(rootsOf({ attachmentRoots: null, localDbPath })).toEqual([
      '/Volumes/old/Messages/Attachments',
      MESSAGES,
    ]);
    expect(rootsOf({ attachmentRoots: ['/srv/files'], localDbPath })).toEqual(['/srv/files']);
    expect(rootsOf({ attachmentRoots: [], localDbPath })).toEqual([]);
  });

  it.each([
    ['/Users/ada/Library/Messages/Attachments/0a/10/x/IMG.HEIC', true],
    ['/Users/ada/Library/Messages/Attachments/a & b "c" \' ; $(d)\n.pdf', true],
    ['/Users/ada/Library/Messages/Attachments/a\\b.pdf', true],
    ['/Users/ada/Library/Messages/Attachments', false],
    ['/Users/ada/Library/Messages/Attachments/', false],
    ['/Users/ada/Library/Messages/Attachments/../chat.db', false],
    ['/Users/ada/Library/Messages/Attachments/x/../../../../../../etc/passwd', false],
    ['/Users/ada/Library/Messages/Attachments/x/../y.jpg', true],
    ['/Users/a/b/Library/Messages/Attachments/x.jpg', false],
    ['/Users//Library/Messages/Attachments/x.jpg', false],
    ['/Users/ada/Library/Messages/AttachmentsOfBob/x.jpg', false],
    ['/users/ada/library/messages/attachments/x.jpg', false],
    ['Users/ada/Library/Messages/Attachments/x.jpg', false],
    ['~/Library/Messages/Attachments/x.jpg', false],
    ['/Users/ada/Library/Messages/Attachments/x\0.jpg', false],
    ['', false],
    ['/', false],
  ])('hold %j: %s (ATT-10, ATT-12)', (path, isWithin) => {
    expect(isBelow(path, [MESSAGES])).toBe(isWithin);
  });

  it('are known by the path without links as well, as far as they name it (ATT-14)', async () => {
    const disk = Volume.fromJSON({ '/private/var/files/a.txt': 'a' });
    disk.symlinkSync('/private/var', '/var');
    const files = createMemoryFiles(disk);
    expect(await realRoots(['/var/files', '/var/*/more', '/nowhere'], files)).toEqual([
      '/var/files',
      '/var/*/more',
      '/nowhere',
      '/private/var/files',
      '/private/var/*/more',
    ]);
  });
});
