/** One deliberate fault: a piece of code replaced by another. */
export interface Mutant {
  readonly name: string;
  /** What people would see if it slipped through. */
  readonly harm: string;
  /** What the engine exports and the fault is in. */
  readonly within: string;
  /** Stands there exactly once; how it is laid out does not matter. */
  readonly find: string;
  readonly replace: string;
  /** The part of the suite that has to notice, from `test/`. */
  readonly noticedBy: string;
}
