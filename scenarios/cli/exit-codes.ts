/** A check failed, or the program itself did. */
export const EXIT_FAILED = 1;
/** Nothing can be said: a run broke down, or there was none. */
export const EXIT_INCONCLUSIVE = 2;
/** The command line is wrong: EX_USAGE of sysexits. */
export const EXIT_USAGE = 64;
/** Ended by Ctrl-C. */
export const EXIT_INTERRUPTED = 130;
