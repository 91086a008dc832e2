/**
 * For what goes on by itself and is awaited only later, or never: its failure reaches the process as soon as it is one.
 * A rejection that is first left alone and then taken makes Node warn, and names nobody.
 */
export function toldAtOnce<Result>(running: Promise<Result>): Promise<Result> {
  void running.finally(() => {});
  return running;
}
