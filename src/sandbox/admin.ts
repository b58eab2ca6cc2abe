import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context as HonoContext } from 'hono';
import type { SandboxApp } from './app.ts';
import type { Duration } from './clock.ts';
import { SandboxError } from './errors.ts';
import type { Lab, LabSnapshot } from './face.ts';
import type { Fault } from './faults.ts';
import type { LifecyclePlanInput } from './lifecycle.ts';
import { type RandomFaultOptions, randomFaults } from './random-faults.ts';

const LOOPBACK = /^(::1|(::ffff:)?127(\.\d+){3})$/;
const LOCAL_NAME = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i;

type Admin = HonoContext<{ Bindings: HttpBindings }>;

/** `/_sandbox/…`: what `Lab` offers in the process, for callers outside of it, in other languages too. */
export function createAdmin(lab: Lab): SandboxApp {
  const admin: SandboxApp = new Hono();
  const handles = new Map<number, { remove(): void }>();

  admin.use('*', async (c, next) => {
    const refused = refusal(c);
    c.header('x-sandbox', 'accession; admin');
    if (refused !== undefined) return c.json({ error: refused }, 403);
    return next();
  });
  admin.onError((error, c) => {
    const known =
      error instanceof SandboxError || error instanceof RangeError || error instanceof SyntaxError;
    c.header('x-sandbox', 'accession; admin');
    return c.json({ error: error.message }, known ? 400 : 500);
  });

  admin.get('/health', (c) =>
    c.json({ status: 'UP', url: lab.url, time: time(lab), requests: lab.requests.count }),
  );
  admin.post('/reset', async (c) => {
    handles.clear();
    await lab.reset();
    return c.json({ time: time(lab) });
  });
  admin.get('/state', (c) => {
    const { biosamples, ena, usi, sodar, openbis } = lab.state;
    return c.json({
      biosamples: {
        samples: biosamples.samples.count(),
        curationLinks: biosamples.curationLinks.list().length,
      },
      ena: { objects: ena.objects.list().length, submissions: ena.submissions.list().length },
      usi: { submissions: usi.submissions.count(), samples: usi.samples.count() },
      sodar: {
        projects: sodar.projects.list().length,
        landingZones: sodar.landingZones.list().length,
        files: sodar.files.list().length,
      },
      openbis: {
        collections: openbis.collections.list().length,
        objects: openbis.objects.count(),
        datasets: openbis.datasets.list().length,
      },
    });
  });
  admin.get('/journal', (c) => {
    const { service, operation, method, path } = c.req.query();
    const status = c.req.query('status');
    const query = {
      service,
      operation,
      method,
      path,
      ...(status === undefined ? {} : { status: Number(status) }),
    };
    return c.json({ count: lab.requests.count, requests: lab.journal.requests(query) });
  });
  admin.get('/journal/unmatched', (c) => c.json({ requests: lab.journal.unmatched() }));
  admin.delete('/journal', (c) => {
    lab.journal.clear();
    return c.body(null, 204);
  });

  admin.post('/faults', async (c) => {
    const fault = await c.req.json<Omit<Fault, 'times'> & { times?: number | 'Infinity' }>();
    // JSON has no Infinity.
    const times = fault.times === 'Infinity' ? Number.POSITIVE_INFINITY : fault.times;
    const handle = lab.faults.add({ ...fault, times });
    handles.set(handle.id, handle);
    return c.json({ id: handle.id }, 201);
  });
  admin.post('/faults/random', async (c) => {
    const { seed, faults } = await c.req.json<RandomFaultOptions>();
    const handle = lab.faults.decide(randomFaults({ seed, faults }));
    handles.set(handle.id, handle);
    return c.json({ id: handle.id }, 201);
  });
  admin.delete('/faults', (c) => {
    handles.clear();
    lab.faults.clear();
    return c.body(null, 204);
  });
  admin.delete('/faults/:id', (c) => {
    const id = Number(c.req.param('id'));
    handles.get(id)?.remove();
    return c.body(null, handles.delete(id) ? 204 : 404);
  });

  admin.post('/clock/advance', async (c) => {
    const { by } = await c.req.json<{ by: Duration }>();
    lab.clock.advance(by);
    return c.json({ time: time(lab) });
  });
  admin.put('/lifecycle/:kind', async (c) => {
    const kind = c.req.param('kind');
    lab.lifecycle.set(kind, await c.req.json<LifecyclePlanInput>());
    return c.json(lab.lifecycle.get(kind));
  });
  admin.get('/snapshot', (c) => c.json(lab.snapshot()));
  admin.post('/snapshot', async (c) => {
    lab.restore(await c.req.json<LabSnapshot>());
    return c.json({ time: time(lab) });
  });
  admin.all('*', (c) => c.json({ error: `no admin route ${c.req.method} ${c.req.path}` }, 404));
  return admin;
}

/** Web pages, and machines elsewhere, have no business here; nor has a name that was made to point here. */
function refusal(c: Admin): string | undefined {
  const remote = c.env.incoming.socket.remoteAddress ?? '';
  if (!LOOPBACK.test(remote)) return 'admin routes answer on the loopback interface only';
  const host = c.req.header('host') ?? '';
  if (!LOCAL_NAME.test(host)) return 'admin routes answer to a local host name only';
  const origin = c.req.header('origin');
  if (origin !== undefined && origin !== `http://${host}`) return 'admin routes refuse other origins';
  return undefined;
}

function time(lab: Lab): string {
  return new Date(lab.clock.now()).toISOString();
}
