/** Whether a build names link previews as such (`balloon_bundle_id`, from 0.11.1 on; ruling 5). */
export function marksPreviews(version: string | null): boolean {
  const match = /^(\d+)\.(\d+)\.(\d+)/.exec(version ?? '');
  if (!match) return false;
  const [major, minor, patch] = match.slice(1).map(Number) as [number, number, number];
  return major > 0 || minor > 11 || (minor === 11 && patch >= 1);
}
