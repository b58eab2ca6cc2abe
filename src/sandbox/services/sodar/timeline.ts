import type { Answer } from '../../answer.ts';
import { demand, may } from './access.ts';
import type { TimelineEvent } from './model.ts';
import type { SodarRequest, SodarRoute } from './request.ts';
import { refuse } from './rules.ts';
import { iso } from './times.ts';

/** What happened on the site, from 1.0 on. */
export function timelineRoutes(): SodarRoute[] {
  const at = (operation: string, path: string, handle: SodarRoute['handle']): SodarRoute => ({
    operation,
    method: 'GET',
    path: `/timeline/api/${path}`,
    api: 'timeline',
    since: '1.1',
    handle,
  });
  return [
    at('sodar.timeline.list', 'list/:project', ofProject),
    at('sodar.timeline.listSite', 'list/site', ofSite),
    at('sodar.timeline.get', 'retrieve/:event', retrieve),
  ];
}

function ofProject(request: SodarRequest): Answer {
  const { site, user } = request;
  const project = request.project();
  demand(site, project, user, 'project viewer');
  const strong = may(site, project, user, 'project delegate');
  const events = site.store.events.where(
    (one) => one.project === project.uuid && (strong || !one.classified),
  );
  return request.list(events.reverse(), (event) => render(event, strong));
}

function ofSite(request: SodarRequest): Answer {
  const { site, user } = request;
  const events = site.store.events.where(
    (one) => one.project === null && (user.superuser || !one.classified),
  );
  return request.list(events.reverse(), (event) => render(event, user.superuser));
}

function retrieve(request: SodarRequest): Answer {
  const { site, user } = request;
  const event = request.found(site.store.events.get(request.param('event')));
  const project = event.project === null ? undefined : site.store.projects.get(event.project);
  if (project) demand(site, project, user, 'project viewer');
  const strong = project ? may(site, project, user, 'project delegate') : user.superuser;
  if (event.classified && !strong) throw refuse('timeline.classified');
  return request.json(render(event, strong));
}

/** Extra data is for the strong only; for others the fields are not there at all. */
function render(event: TimelineEvent, strong: boolean): object {
  const extra = strong ? { extra_data: {} } : {};
  return {
    project: event.project,
    app: event.app,
    plugin: null,
    user: event.user,
    event_name: event.name,
    description: event.description,
    ...extra,
    classified: event.classified,
    status_changes: event.changes.map(({ uuid, time, type, description }) => ({
      event: event.uuid,
      timestamp: iso(time),
      status_type: type,
      description,
      ...extra,
      sodar_uuid: uuid,
    })),
    event_objects: event.objects.map(({ uuid, label, name, model, object }) => ({
      event: event.uuid,
      label,
      name,
      object_model: model,
      object_uuid: object,
      ...extra,
      sodar_uuid: uuid,
    })),
    sodar_uuid: event.uuid,
  };
}
