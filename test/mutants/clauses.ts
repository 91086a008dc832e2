/** Whether the oracle said so: what the checkers of the journal find, and what a run throws, is not its doing. */
export function isOfOracle(clause: string): boolean {
  return clause !== 'checker' && clause !== 'crash';
}
