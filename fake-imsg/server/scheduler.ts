export type LaneName = 'mutation' | 'read' | 'control';

/** Decides when requests run that have been read. */
export interface Scheduler {
  /** False when too much is outstanding: then the job is not taken. */
  submit(lane: LaneName, job: () => Promise<void>): boolean;
  outstanding(): number;
  /** Calls back each time the last outstanding job has ended. */
  onIdle(callback: () => void): void;
}
