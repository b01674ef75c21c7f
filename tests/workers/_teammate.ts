// A worker of a team that does the tests' jobs.

import { type Line, serveTeam } from "../../lib/workers/serve_team.ts";
import { run } from "./_jobs.ts";

serveTeam(run, globalThis as unknown as Line);
