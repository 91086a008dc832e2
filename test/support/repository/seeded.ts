// Properties run from one seed, so that a run can be repeated; PROPERTY_SEED tries another.

import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_260_302) });
