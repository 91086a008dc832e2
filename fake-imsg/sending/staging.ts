import type { Device, StagedFile } from '../device/device.ts';
import { UnusableFile } from '../device/staged-file.ts';
import { Outcome } from '../program/outcomes.ts';

/** Puts a file where Messages may read it. Throws `Outcome`, with the text that imsg has for it. */
export function stageFile(device: Device, path: string): StagedFile {
  try {
    return device.stageFile(path);
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    throw new Outcome({ kind: 'internal', detail: `AppleScript failed: ${error.message}` });
  }
}
