import { json } from '../../answer.ts';
import type { Route } from '../../routes.ts';
import type { Archive } from './archive.ts';
import { JSON_TYPE } from './http.ts';
import { V1 } from './links.ts';

/** Basic statistics: how many samples there are, and how many everybody may see. */
export function statRoutes(archive: Archive): Route[] {
  return [
    {
      service: 'biosamples',
      operation: 'biosamples.stat.basic',
      method: 'GET',
      pattern: `${V1}/stat/basic`,
      produces: [JSON_TYPE],
      handle() {
        const samples = [...archive.store.samples()];
        const released = samples.filter((sample) => archive.isPublic(sample)).length;
        return json({
          samples: { total: samples.length, public: released, private: samples.length - released },
        });
      },
    },
  ];
}
