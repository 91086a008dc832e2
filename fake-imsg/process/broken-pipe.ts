/**
 * Ends this process as a program of the Mac ends that writes to a reader who is gone: of SIGPIPE, without a word.
 * Node ignores that signal; whoever has listened to it and no longer does has its default.
 */
export function dieOfBrokenPipe(): void {
  const listener = () => {};
  process.on('SIGPIPE', listener);
  process.off('SIGPIPE', listener);
  process.kill(process.pid, 'SIGPIPE');
}
