// What all accounts of a gateway work on files with: how much of it goes on at once is bounded over all of them.

import type { TranscribeConfig } from '../config/keys/attachments.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { type Converter, createConverter } from './convert.ts';
import { createSlots, type Slots } from './slots.ts';
import { createTranscriber, type Transcriber } from './transcribe.ts';

/** Copied at once: a message may name thousands, and how many files a process may have open is bounded. */
export const STAGED_AT_ONCE_MAX = 8;

export interface MediaTools {
  readonly staging: Slots;
  readonly converter: Converter;
  /** Null = nobody hears voice memos. */
  readonly transcriber: Transcriber | null;
}

export function createMediaTools(ports: EnginePorts, transcribe: TranscribeConfig | null): MediaTools {
  return {
    staging: createSlots(STAGED_AT_ONCE_MAX),
    converter: createConverter(ports),
    transcriber: transcribe && createTranscriber({ ...ports, transcribe }),
  };
}
