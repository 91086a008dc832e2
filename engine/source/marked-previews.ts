// Whether link previews are marked among the rows of a database (ruling-5). Kept by database: what waits over a stop,
// or since another file took its place, was told by the build that ran then.

import { marksPreviews } from '../imsg/features.ts';
import type { Decided } from '../inbound/decision.ts';
import type { SourceState } from '../store/commands/sources.ts';
import type { Store } from '../store/store.ts';

interface MarkedPreviewsOptions {
  readonly store: Pick<Store, 'notePreviews' | 'markBalloonSeen'>;
  /** Of the imsg that reads; null until it is known. */
  version(): string | null;
}

interface MarkedPreviews {
  /** Takes over what an earlier run has kept of a database; what this one knows of it stays. */
  load(state: Pick<SourceState, 'sourceId' | 'balloonSeen' | 'previewsMarked'>): void;
  areMarked(sourceId: string): boolean;
  /** The build that reads a database may be another one than before. */
  noteBuild(sourceId: string): Promise<void>;
  /** What rows show of the build that told of them. */
  learn(sourceId: string, decided: readonly Decided[]): Promise<void>;
}

export function createMarkedPreviews({ store, version }: MarkedPreviewsOptions): MarkedPreviews {
  const byBuild = new Map<string, boolean>();
  /** Databases of which a balloon has come. */
  const withBalloons = new Set<string>();

  const noteBuild = async (sourceId: string) => {
    if (version() === null) return;
    const areMarked = marksPreviews(version());
    if (areMarked === (byBuild.get(sourceId) ?? false)) return;
    byBuild.set(sourceId, areMarked);
    await store.notePreviews({ sourceId, areMarked });
  };

  return {
    load({ sourceId, balloonSeen, previewsMarked }) {
      if (balloonSeen) withBalloons.add(sourceId);
      if (!byBuild.has(sourceId)) byBuild.set(sourceId, previewsMarked);
    },
    areMarked: (sourceId) =>
      withBalloons.has(sourceId) || (byBuild.get(sourceId) ?? marksPreviews(version())),
    noteBuild,
    async learn(sourceId, decided) {
      if (!withBalloons.has(sourceId) && decided.some(({ message }) => message?.balloonBundleId)) {
        withBalloons.add(sourceId);
        await store.markBalloonSeen({ sourceId });
      }
      await noteBuild(sourceId);
    },
  };
}
