import { requireHost } from '../../engine/cli/host.ts';

requireHost();
// Only now, because it loads SQLite.
const { packageVersion } = await import('../../engine/cli/package-version.ts');
const { processTerminal } = await import('../../engine/cli/terminal.ts');
const { runLab } = await import('./program.ts');
process.exitCode = await runLab(process.argv.slice(2), processTerminal(), packageVersion());
