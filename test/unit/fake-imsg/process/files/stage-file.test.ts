import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stagedInMemory } from '../../../../../fake-imsg/device/staged-file.ts';
import { openedFile, stageFile } from '../../../../../fake-imsg/process/files/stage-file.ts';
import { temporaryFolder } from '../../../../support/processes/node-script.ts';

const ID = '00000000-0000-4000-8000-000000000001';

function home() {
  const root = temporaryFolder();
  writeFileSync(join(root, 'pic.jpg'), 'picture');
  return { root, place: { home: root, attachmentsDir: join(root, 'Attachments'), id: ID } };
}

describe('a file on its way out', () => {
  it.each(['~/pic.jpg', 'absolute'])('is copied to where Messages may read it: %s', (path) => {
    const { root, place } = home();
    const staged = stageFile(path === 'absolute' ? join(root, 'pic.jpg') : path, place);
    expect(staged).toEqual({
      name: 'pic.jpg',
      filename: `~/Library/Messages/Attachments/imsg/${ID}/pic.jpg`,
      bytes: 7,
    });
    expect(readFileSync(join(place.attachmentsDir, 'imsg', ID, 'pic.jpg'), 'utf8')).toBe('picture');
  });

  it('has to be there, and a file', () => {
    const { root } = home();
    expect(() => openedFile('~/none.jpg', root)).toThrow(`Attachment not found at ${join(root, 'none.jpg')}`);
    mkdirSync(join(root, 'folder'));
    symlinkSync(join(root, 'pic.jpg'), join(root, 'link.jpg'));
    for (const name of ['folder', 'link.jpg']) {
      expect(() => openedFile(join(root, name), root)).toThrow('Attachment must be a regular file');
    }
  });

  it('is any path where there is no disk', () => {
    expect(stagedInMemory('/nowhere/a.pdf', ID, 0)).toMatchObject({ name: 'a.pdf', bytes: 0 });
  });
});
