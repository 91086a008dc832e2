import { keepCompiled } from './compiled.ts';
import { requireHost } from './host.ts';

requireHost();
keepCompiled();
const { processTerminal } = await import('./terminal.ts');
const { runProgram } = await import('./program.ts');
const { packageVersion } = await import('./package-version.ts');
process.exitCode = await runProgram(process.argv.slice(2), processTerminal(), packageVersion());
