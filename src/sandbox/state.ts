import { type AapStateView, aapStateView } from './services/aap/state-view.ts';
import type { Stores } from './services/all.ts';
import { renderSample, renderTable, type SandboxSample } from './services/biosamples/render.ts';
import { type EnaStateView, enaViews } from './services/ena/state.ts';
import { type OpenBisStateView, openbisView } from './services/openbis/state-view.ts';
import { type SodarStateView, sodarViews } from './services/sodar/views.ts';
import { type UsiStateView, usiStateView } from './services/usi/state-view.ts';

/** Read-only views of what a sandbox has stored. Everything returned is a copy. */
export interface LabState {
  aap: AapStateView;
  usi: UsiStateView;
  biosamples: {
    samples: {
      /** As stored: no curations, no relationships of other samples. */
      get(accession: string): SandboxSample | undefined;
      list(): SandboxSample[];
      count(): number;
      /** Samples of this name; names are not unique. */
      findByName(name: string): SandboxSample[];
    };
    curationLinks: {
      /** In the order in which they apply; of all samples when no accession is given. */
      list(accession?: string): SandboxCurationLink[];
    };
    structuredData: {
      get(accession: string): SandboxStructuredData | undefined;
    };
  };
  ena: EnaStateView;
  sodar: SodarStateView;
  openbis: OpenBisStateView;
}

/** A stored curation link. */
export interface SandboxCurationLink {
  sample: string;
  hash: string;
  curationHash: string;
  webinSubmissionAccountId: string;
  created: string;
}

/** The stored structured data of one sample. */
export interface SandboxStructuredData {
  accession: string;
  create: string;
  update: string;
  /** Tables as the wire shows them. */
  data: unknown[];
}

export function stateViews({ archive: { store }, ena, directory, desk, site, openbis }: Stores): LabState {
  const all = () => [...store.samples()].map((sample) => structuredClone(renderSample(sample)));
  return {
    aap: aapStateView(directory),
    usi: usiStateView(desk),
    biosamples: {
      samples: {
        get(accession) {
          const sample = store.sample(accession);
          return sample && structuredClone(renderSample(sample));
        },
        list: all,
        count: () => store.sampleCount,
        findByName: (name) => all().filter((sample) => sample.name === name),
      },
      curationLinks: {
        list: (accession) =>
          (accession === undefined ? [...store.links()] : store.linksOf(accession)).map((link) => ({
            sample: link.sample,
            hash: link.hash,
            curationHash: link.curation.hash,
            webinSubmissionAccountId: link.webinSubmissionAccountId,
            created: link.created,
          })),
      },
      structuredData: {
        get(accession) {
          const record = store.structured(accession);
          if (!record) return undefined;
          const { create, update, data } = record;
          return structuredClone({
            accession,
            create,
            update,
            data: data.map((table) => renderTable(table, false)),
          });
        },
      },
    },
    ena: enaViews(ena),
    sodar: sodarViews(site),
    openbis: openbisView(openbis),
  };
}
