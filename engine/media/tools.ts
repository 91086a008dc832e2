// What all accounts of a gateway work on files with: how much of it goes on at once is bounded over all of them.

import type { MediaConfig } from '../config/keys/attachments.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { type Converter, createConverter } from './convert.ts';
import { createSlots, type Slots } from './slots.ts';
import { createTranscriber, type Transcriber } from './transcribe.ts';

/** Voice memos. */
export const HEARD_AT_ONCE_MAX = 2;
/** Copied at once: a message may name thousands, and how many files a process may have open is bounded. */
export const STAGED_AT_ONCE_MAX = 8;

export interface MediaTools {
  readonly staging: Slots;
  readonly converter: Converter;
  /** As it is set right now; null = nobody hears voice memos. */
  transcriber(): Transcriber | null;
  /** Goes on so with what begins from then on. */
  takeUp(config: MediaConfig): void;
}

export function createMediaTools(ports: EnginePorts, config: MediaConfig): MediaTools {
  const hearing = createSlots(HEARD_AT_ONCE_MAX);
  const made = ({ transcribe }: MediaConfig) =>
    transcribe && createTranscriber({ ...ports, hearing, transcribe });
  let transcriber = made(config);
  return {
    staging: createSlots(STAGED_AT_ONCE_MAX),
    converter: createConverter(ports),
    transcriber: () => transcriber,
    takeUp(changed) {
      transcriber = made(changed);
    },
  };
}
