import type { ProcessIo } from '../device/process.ts';

/** Something that goes wrong, put around the seam where it happens. What is inside never notices. */
export type ProcessFault = (io: ProcessIo) => ProcessIo;
