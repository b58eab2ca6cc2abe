import type { PythonPlace } from '../harness/workload.ts';

/** The clients that people use from Python, in the versions they get. */
export const REQUESTS: PythonPlace = {
  folder: 'bench-requests',
  pins: ['requests==2.34.2', 'requests-toolbelt==1.0.0'],
};
/** With requests and pandas, which it needs. The same place as for the test of the sandbox. */
export const PYBIS: PythonPlace = { folder: 'interop-openbis', pins: ['pybis==1.37.5'] };
/** The same place as for the test of the sandbox, with the requirement that changed its face before. */
export const PYUSIREST: PythonPlace = {
  folder: 'interop-usi',
  pins: ['pyusirest==0.3.1', 'python-jwt==4.1.0'],
};
