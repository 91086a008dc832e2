import { describe, expect, it } from 'vitest';
import { createMarkedPreviews } from '../../../../engine/source/marked-previews.ts';

const MARKS = '0.13.4';
const MARKS_NOTHING = '0.11.0';

function bed(before: string | null) {
  let version = before;
  const noted: string[] = [];
  const previews = createMarkedPreviews({
    store: {
      async notePreviews({ sourceId, areMarked }) {
        noted.push(`${sourceId} ${areMarked}`);
      },
      async markBalloonSeen() {},
    },
    version: () => version,
  });
  return { previews, noted, reads: (by: string | null) => (version = by) };
}

const kept = (sourceId: string, previewsMarked: boolean) => ({
  sourceId,
  previewsMarked,
  balloonSeen: false,
});

describe('whether previews are marked', () => {
  it('is known of each database by the build that told of its rows', async () => {
    const { previews, reads } = bed(null);
    previews.load(kept('before', true));
    previews.load(kept('now', false));
    expect([previews.areMarked('before'), previews.areMarked('now')]).toEqual([true, false]);
    reads(MARKS_NOTHING);
    await previews.noteBuild('now');
    expect([previews.areMarked('before'), previews.areMarked('now')]).toEqual([true, false]);
  });

  it('stays false of what an old build told, whatever reads the database that took its place', async () => {
    const { previews, reads } = bed(null);
    previews.load(kept('before', false));
    reads(MARKS);
    await previews.noteBuild('now');
    expect([previews.areMarked('before'), previews.areMarked('now')]).toEqual([false, true]);
  });

  it('is what the build says of a database of which nothing is kept', () => {
    expect(bed(MARKS).previews.areMarked('new')).toBe(true);
    expect(bed(null).previews.areMarked('new')).toBe(false);
  });

  it('is kept once a build is another one', async () => {
    const { previews, noted, reads } = bed(MARKS);
    await previews.noteBuild('now');
    await previews.noteBuild('now');
    reads(MARKS_NOTHING);
    await previews.noteBuild('now');
    expect(noted).toEqual(['now true', 'now false']);
  });

  it('keeps what it has learnt itself where the store is read once more', async () => {
    const { previews } = bed(MARKS);
    await previews.noteBuild('now');
    previews.load(kept('now', false));
    expect(previews.areMarked('now')).toBe(true);
  });
});
